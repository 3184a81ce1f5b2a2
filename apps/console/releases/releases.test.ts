import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameSigner } from '#casebook/releases';
import { publicPartOf, thumbprint } from '#publish/signer-keys';
import { type Browser, type FreshConsole, freshConsole } from '../../../test/support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../../../test/support/fresh-warehouse.js';
import { seededBytes } from '../../../test/support/seeded-bytes.js';
import { openReleaseDesk } from '../../publish/open-release-desk.js';
import { signRelease } from '../web/releases/sign-release.js';
import type { ReleaseWork } from './release-shape.js';

const AT = '/v1/releases/2026-Q4';
const { privateKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicKey = publicPartOf(privateKey) ?? '';

describe('releases at the desk', () => {
  let warehouse: FreshWarehouse;
  let desk: FreshConsole;
  let directory: string | undefined;
  /** The installation's clock; sessions go by the machine's. */
  let at = new Date('2026-10-01T12:00:00Z');
  let ada: Browser;
  let bob: Browser;
  beforeAll(async () => {
    warehouse = await freshWarehouse();
    const folder = await mkdtemp(join(tmpdir(), 'usewatch-desk-'));
    directory = folder;
    desk = await freshConsole(warehouse.warehouse, false, undefined, undefined, (casebook) =>
      openReleaseDesk(
        (actor) => ({
          ...{ casebook, warehouse: warehouse.warehouse, directory: folder, actor, at, demo: false },
          ...{ secrets: { releaseKey: Buffer.alloc(32, 5) }, bytes: seededBytes('desk') },
        }),
        expect.unreachable,
      ),
    );
    [ada, bob] = [await desk.person('ada', 'publisher'), await desk.person('bob', 'publisher')];
    const signer = { keyId: thumbprint(publicKey), name: 'bob', publicKey, since: desk.clock.now(), namedBy: 'admin' };
    await desk.casebook.transaction('serializable', (session) => nameSigner(session, signer));
  });
  afterAll(async () => {
    await desk?.close();
    await warehouse?.close();
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
  });

  const done = async (who: Browser, deed: string, body = {}) => {
    const answer = await who.post(`${AT}/${deed}`, body);
    return [answer.statusCode, answer.json().error?.message];
  };
  /** Waits for long work to end. */
  async function ended(): Promise<ReleaseWork['work']> {
    for (;;) {
      const { work } = (await ada.get(`${AT}/work`)).json<ReleaseWork>();
      if (work?.state !== 'running') return work;
      await pause(50);
    }
  }

  it('go from plan to published site under two names, each deed in the audit log', async () => {
    expect(await done(ada, 'freeze')).toEqual([409, expect.stringMatching(/plan one with/)]);
    expect(await done(ada, 'plan', { models: ['aurel'] })).toEqual([200, undefined]);
    expect(await done(ada, 'freeze')).toEqual([200, undefined]);
    expect(await done(ada, 'measure')).toEqual([202, undefined]);
    expect(await ended()).toMatchObject({
      what: 'measure',
      state: 'failed',
      message: expect.stringMatching(/not over until/),
    });
    at = new Date('2027-01-05T12:00:00Z');
    await done(ada, 'measure');
    expect(await ended()).toMatchObject({ by: 'ada', state: 'done', step: 'drawing noise' });
    await done(ada, 'check');
    expect(await ended()).toMatchObject({ what: 'check', state: 'done' });
    const review = (await bob.get(`${AT}/review`)).json();
    expect(review).toMatchObject({ release: { state: 'review' }, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(review.tables[1].cells[0]).toMatchObject({ category: 'ACC', value: null, lower95: 0 });
    expect(review.checks.map(({ passed }: { passed: boolean }) => passed)).not.toContain(false);
    const signed = await signRelease(pem, review.to_sign);
    expect(await done(ada, 'approve', signed)).toEqual([409, expect.stringMatching(/ada drafted/)]);
    const other = await signRelease(pem, { ...review.to_sign, sums: `${review.to_sign.sums}\n` });
    expect(await done(bob, 'approve', other)).toEqual([409, expect.stringMatching(/not of what lies in review/)]);
    expect(await done(bob, 'approve', { ...signed, comment_signature: signed.jws_signature })).toEqual([
      409,
      expect.stringMatching(/sign what you have read/),
    ]);
    expect(await done(bob, 'approve', signed)).toEqual([200, undefined]);
    expect(await done(bob, 'publish')).toEqual([409, expect.stringMatching(/comes out at/)]);
    at = new Date('2027-03-02T12:00:00Z');
    expect(await done(bob, 'publish')).toEqual([200, undefined]);
    const { entries } = (await (await desk.person('lee', 'lead')).get('/v1/audit')).json();
    expect(entries.map(({ actor, action }: { actor: string; action: string }) => `${actor} ${action}`)).toEqual([
      'bob release.publish',
      'bob release.approve',
      'ada release.check',
      'ada release.measure',
      'ada release.measure',
      'ada release.freeze',
      'ada release.plan',
    ]);
  });

  it('tell leaders of the published numbers, the budget and what comes next', async () => {
    expect((await (await desk.person('lee', 'lead')).get('/v1/leadership')).json()).toMatchObject({
      period: '2026-Q4',
      compared_with: null,
      moved: [],
      shares: [{ name: 'acted_within_a_week', now: null }, { name: 'reversed' }, { name: 'confirmed_in_review' }],
      budget: { year: 2027, left_for_releases: '9/20', left_for_revisions: '1/20' },
      coming: [],
    });
  });

  it('are withdrawn with a reason, and nothing runs that could be cancelled', async () => {
    expect(await done(bob, 'cancel')).toEqual([409, expect.stringMatching(/no work on 2026-Q4/)]);
    expect(await done(bob, 'withdraw', { version: '9.9.9', reason: 'x' })).toEqual([
      409,
      expect.stringMatching(/no published version/),
    ]);
    expect(await done(bob, 'withdraw', { version: '1.0.0', reason: 'court order' })).toEqual([200, undefined]);
    expect((await ada.get('/v1/releases')).json().releases[0]).toMatchObject({
      state: 'withdrawn',
      end_reason: 'court order',
    });
  });

  it('refuse a period that is none, a plan with too many models and a reason without words', async () => {
    expect((await ada.post('/v1/releases/2026-9/plan')).json().error.message).toMatch(/calendar quarter such as/);
    expect((await done(ada, 'plan', { models: Array(6).fill('m') }))[0]).toBe(400);
    expect((await done(bob, 'reject', { code: 'legal', reason: ' ' }))[0]).toBe(400);
  });

  it('are made elsewhere where a process publishes nothing', async () => {
    const other = await freshConsole();
    const answer = await (await other.person('ada', 'publisher')).get('/v1/leadership');
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'no_releases_here']);
    await other.close();
  });
});
