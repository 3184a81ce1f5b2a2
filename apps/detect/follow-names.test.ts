import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { furtherNames, keepOriginal } from '#casebook/guard-rail-names';
import { addException, addSharedNetwork, listExceptions, removeException } from '#casebook/guard-rails';
import type { Detector } from '#detect/detector';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { sealName } from '#ingest/names/sealed-names';
import { StandingClock } from '#platform/clock';
import { pseudonym } from '#usage/pseudonym';
import { HOUR, windowsBetween } from '#usage/window';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { hammering } from '../../test/support/hammering.js';
import { accountName, loadUsage, networkName, secrets } from '../../test/support/load-usage.js';
import { nameNetworks, railsOf } from './follow-names.js';
import { type Judging, runDetector } from './run-detector.js';

const start = Date.UTC(2026, 2, 2);
const at = (hours: number) => new Date(start + hours * HOUR);
const hammer = (account: string, from: number, hours: number) => hammering(account, at(from), hours);

const [second, third] = [Buffer.alloc(32, 8), Buffer.alloc(32, 9)];
/** Far ahead, for the engine deletes links that are over by the clock on the wall. */
const end = new Date('2100-01-01T00:00:00Z');
/** As after one rotation, and after another that follows it. */
const rotated = {
  ...secrets,
  fingerprintKey: secrets.pseudonymKey,
  pseudonymKey: second,
  pseudonymSince: at(2),
  previousPseudonym: { key: secrets.pseudonymKey, until: end },
};
const rotatedAgain = {
  ...rotated,
  pseudonymKey: third,
  pseudonymSince: at(6),
  previousPseudonym: { key: second, until: end },
};

describe('after a rotation of pseudonyms', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  let judging: Judging;
  beforeAll(async () => {
    warehouse = await freshWarehouse();
    await loadUsage(warehouse, hammer('ann', 0, 2), at(2));
    await loadUsage(warehouse, hammer('ann', 2, 2) + hammer('bob', 2, 2), at(4), rotated);
    await loadUsage(warehouse, hammer('ann', 7, 2), at(9), rotatedAgain);
  });
  afterAll(() => warehouse?.close());
  beforeEach(async () => {
    fresh = await freshCasebook();
    judging = {
      warehouse: warehouse.warehouse,
      casebook: fresh.casebook,
      clock: new StandingClock(at(4)),
      detector: limitHammering,
      mode: 'retro',
    };
  });
  afterEach(() => fresh?.close());

  const vouched = { reason: 'load test', addedBy: 'ada', addedAt: at(0), since: at(0), expiresAt: at(9_999) };
  const except = (subject: string, subjectKind: 'account' | 'network' = 'account') =>
    addException(fresh.casebook, { subjectKind, subject, detector: null, ...vouched });
  const judge = (from: number, until: number) =>
    runDetector(judging, { windows: windowsBetween(at(from), at(until), 1, 2) });
  const named = (key: Buffer, account: string) => pseudonym(key, 'account', account);

  it('an exception on an account holds under its new name, and nobody else is excepted', async () => {
    await except(accountName('ann'));
    expect(await judge(0, 2)).toMatchObject({ findings: 2, withheld: 2, opened: 0 });
    expect(await judge(2, 4)).toMatchObject({ findings: 5, withheld: 3, opened: 1 });
  });

  it('it holds when the overlap is over, and through the next rotation', async () => {
    const { id } = await except(accountName('ann'));
    await railsOf(judging);
    const names = (await furtherNames(fresh.casebook)).get(id);
    expect(new Set(names)).toEqual(new Set([named(second, 'ann'), named(third, 'ann')]));
    judging = { ...judging, clock: new StandingClock(end) };
    expect(await judge(6, 9)).toMatchObject({ findings: 2, withheld: 2, opened: 0 });
  });

  it('one made under the new name holds for windows before the rotation', async () => {
    await except(named(second, 'ann'));
    expect(await judge(0, 2)).toMatchObject({ findings: 2, withheld: 2, opened: 0 });
  });

  it('one that is taken back ends under every name', async () => {
    const { id } = await except(accountName('ann'));
    await railsOf(judging);
    await removeException(fresh.casebook, id, { by: 'bob', at: at(1), because: 'over' });
    expect(await judge(2, 4)).toMatchObject({ withheld: 0, opened: 3 });
  });

  it('a link that is over links nobody', async () => {
    await except(accountName('ann'));
    await railsOf({ ...judging, clock: new StandingClock(end) });
    expect(await furtherNames(fresh.casebook)).toEqual(new Map());
  });

  it.each(['exception', 'shared network'])('a network that somebody typed stays known as %s', async (entered) => {
    const network = '203.0.113.0/24';
    const [before, after] = [networkName(network), pseudonym(second, 'network', network)];
    const { reason: _, ...by } = vouched;
    const shared = {
      subjectKind: 'network' as const,
      subject: before,
      usage: 'campus' as const,
      provenance: 'list',
      ...by,
    };
    const { id } =
      entered === 'exception' ? await except(before, 'network') : await addSharedNetwork(fresh.casebook, shared);
    await keepOriginal(fresh.casebook, id, sealName(secrets.identityKey, 'network', before, network));
    await nameNetworks(judging, rotated);
    await nameNetworks(judging, rotated);
    const said = { score: 1, point: 'act', because: 'x', numbers: {}, evidence: [] } as const;
    const found = [before, after, networkName('198.51.100.0/24')];
    const detector: Detector = {
      ...(limitHammering as Detector),
      judge: () => found.map((name) => ({ subject: { kind: 'network', id: name }, ...said })),
    };
    judging = { ...judging, detector };
    expect(await judge(3, 4)).toMatchObject({ judged: 1, findings: 3, withheld: 2, opened: 1 });
    expect((await furtherNames(fresh.casebook)).get(id)).toEqual([after]);
    expect(JSON.stringify(await listExceptions(fresh.casebook))).not.toContain('203.0.113');
  });
});
