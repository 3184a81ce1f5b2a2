import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '#platform/http/scopes';
import { freshDirectory } from '../../test/support/fresh-directory.js';
import { type RunningService, startService } from '../../test/support/run-service.js';
import { runUsewatch } from '../../test/support/run-usewatch.js';

let directory = '';
let service: RunningService;
beforeAll(async () => {
  directory = await freshDirectory();
  // Commands join its stores, which is faster than to start their own each time.
  service = startService(directory);
  await service.answers;
});
afterAll(async () => {
  service.child.kill('SIGTERM');
  await service.ended;
  await rm(directory, { recursive: true, force: true });
});

const key = (...words: string[]) => runUsewatch(directory, ['key', ...words]);

describe('usewatch key', () => {
  it('shows a key once, lists it without its secret, and ends it for good', async () => {
    const made = await key('create', 'desk', '--scope', 'incidents:read');
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^uw_[0-9a-f]{8}_[\w-]{43}\n$/) });
    const listed = await key('list');
    const [, , secret = 'none'] = made.out.trim().split(/_(.*)_/);
    expect(listed.out).toMatch(/desk +incidents:read/);
    expect(listed.out).not.toContain(secret);
    const [id = ''] = /[0-9a-f-]{36}/.exec(listed.out) ?? [];
    expect((await key('revoke', id)).out).toMatch(/for desk is revoked since 20/);
  });

  it('binds a key that writes usage to one source, and replaces it while both hold', async () => {
    const made = await key('create', 'gateway-eu', '--scope', 'usage:write', '--source', 'gateway-eu');
    expect(made.code).toBe(0);
    const [id = ''] = /[0-9a-f-]{36}/.exec(made.err) ?? [];
    const rotated = await key('rotate', id, '--overlap-hours', '24');
    expect(rotated.out).toMatch(/^uw_[0-9a-f]{8}_[\w-]{43}\n$/);
    expect(rotated.out).not.toBe(made.out);
    expect(rotated.err).toMatch(new RegExp(`key ${id} holds until 20`));
    expect((await key('list')).out.match(/gateway-eu +usage:write +gateway-eu/g)).toHaveLength(2);
    expect((await key('rotate', id, '--overlap-hours', '24')).err).toMatch(/has a successor already/);
  });

  it.each([
    ['usage:write without a source', ['--scope', 'usage:write'], /is bound to one source; name it with --source/],
    [
      'a source without usage:write',
      ['--scope', 'ingest:read', '--source', 'x'],
      /--source binds keys with usage:write/,
    ],
    ['a source with a line break', ['--scope', 'usage:write', '--source', 'a\nb'], /must hold no control characters/],
  ])('refuses %s', async (_, words, said) => {
    expect(await key('create', 'gateway', ...words)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(said),
    });
  });

  it('refuses a scope that does not exist, naming those that do', async () => {
    const { code, err } = await key('create', 'desk', '--scope', 'everything');
    expect(code).toBe(1);
    expect(err).toContain(`Allowed choices are ${SCOPES.join(', ')}`);
  });

  it('refuses an end that has passed and an id that is none', async () => {
    expect(await key('create', 'desk', '--scope', 'incidents:read', '--expires', '2020-01-01')).toMatchObject({
      code: 1,
    });
    expect((await key('revoke', 'nonsense')).err).toMatch(/nonsense is not the id of a key; see: usewatch key list/);
  });
});

describe('usewatch people list', () => {
  it('says so when nobody may sign in yet, and how to change that', async () => {
    expect(await runUsewatch(directory, ['people', 'list'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^nobody may sign in yet; .*usewatch people add/),
    });
  });
});
