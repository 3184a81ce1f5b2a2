import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runUsewatch } from '../../test/support/run-usewatch.js';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'usewatch-keys-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

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

  it('refuses a scope that does not exist, naming those that do', async () => {
    const { code, err } = await key('create', 'desk', '--scope', 'everything');
    expect(code).toBe(1);
    expect(err).toMatch(/Allowed choices are incidents:read, incidents:decide/);
  });

  it('refuses an end that has passed and an id that is none', async () => {
    expect(await key('create', 'desk', '--scope', 'incidents:read', '--expires', '2020-01-01')).toMatchObject({
      code: 1,
    });
    expect((await key('revoke', 'nonsense')).err).toMatch(/nonsense is not the id of a key; see: usewatch key list/);
  });
});
