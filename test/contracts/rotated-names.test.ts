import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { StandingClock } from '#platform/clock';
import { ingestKeys } from '#platform/ingest-keys';
import type { Secrets } from '#platform/secrets';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import { HOUR, windowsBetween } from '#usage/window';
import { registerExceptions } from '../../apps/cli/exceptions.js';
import { registerFindings } from '../../apps/cli/findings.js';
import { registerIncidents } from '../../apps/cli/incidents.js';
import { registerSharedNetworks } from '../../apps/cli/shared-networks.js';
import { runDetector } from '../../apps/detect/run-detector.js';
import { atTerminal } from '../support/at-terminal.js';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { hammering } from '../support/hammering.js';

const start = Date.UTC(2026, 2, 2);
const at = (hours: number) => new Date(start + hours * HOUR);
const [first, second, other] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const kept = { identityKey: other, quarantineKey: other, fingerprintKey: other };

/** Keys before a rotation at noon, during the overlap, and after it. */
const before = { ...kept, pseudonymKey: first, pseudonymSince: at(0) };
const overlap = { until: new Date('2100-01-01T00:00:00Z'), key: first };
const during = { ...kept, pseudonymKey: second, pseudonymSince: at(12), previousPseudonym: overlap };
const after = { ...kept, pseudonymKey: second, pseudonymSince: at(12) };

let fresh: FreshWarehouse;
let book: FreshCasebook;
beforeAll(async () => {
  [fresh, book] = await Promise.all([freshWarehouse(), freshCasebook()]);
  await load(hammering('ann', at(1), 2) + hammering('eve', at(1), 2), at(11), before);
  await judge();
});
afterAll(() => Promise.all([fresh?.close(), book?.close()]));

async function load(lines: string, receivedAt: Date, secrets: Parameters<typeof ingestKeys>[0]): Promise<void> {
  const id = createHash('sha256').update(lines).digest('hex').slice(0, 32);
  const path = await writeSegment(fresh.spool, id, Buffer.from(lines));
  const segment = { id, path, firstLine: 1, receivedAt, latestAt: receivedAt, retainText: false };
  await fresh.warehouse.load(segment, ingestKeys(secrets));
}

const clock = new StandingClock(at(30));
const judge = () =>
  runDetector(
    { warehouse: fresh.warehouse, casebook: book.casebook, clock, detector: limitHammering, mode: 'retro' },
    { windows: windowsBetween(at(0), at(24), 1, 2) },
  );

/** `usewatch …` of an installation with some keys. */
const usewatch = (secrets: object, ...words: string[]) =>
  atTerminal([registerIncidents, registerFindings, registerExceptions, registerSharedNetworks], {
    ...{ warehouse: fresh.warehouse, casebook: book.casebook, clock },
    secrets: secrets as Secrets,
  })(...words);

/** Subjects of what a command printed, each once. */
const subjectsIn = (out: string) =>
  [
    ...new Set(out.split(/\n(?=.)/).flatMap((line): string[] => (line === '' ? [] : [JSON.parse(line).subject]))),
  ].sort();

/** Subjects of the incidents or findings of an account, each once. */
async function subjects(secrets: object, command: 'incidents' | 'findings', account: string): Promise<string[]> {
  return subjectsIn(await usewatch(secrets, command, '--account', account, '--json'));
}

const old = pseudonym(first, 'account', 'ann');
const current = pseudonym(second, 'account', 'ann');

describe.each(['incidents', 'findings'] as const)('%s of an account', (command) => {
  it('are found by its name in the log and by its pseudonym, and by no other', async () => {
    for (const name of ['ann', old]) expect(await subjects(before, command, name)).toEqual([old]);
    expect(await subjects(before, command, 'bob')).toEqual([]);
    expect(await usewatch(before, command, '--account', old, '--original', '--json')).toBe('');
  });

  it('that were filed under its earlier name are found right after a rotation', async () => {
    expect(await subjects(during, command, 'ann')).toEqual([old]);
  });
});

describe('an account that calls on after a rotation', () => {
  it('is found under both names by either of them, while they are linked', async () => {
    await load(hammering('ann', at(13), 2), at(16), during);
    await judge();
    for (const command of ['incidents', 'findings'] as const)
      for (const name of ['ann', old, current])
        expect(await subjects(during, command, name), `${command} ${name}`).toEqual([old, current].sort());
  });

  it('is found under both by its name in the log once the earlier key is deleted', async () => {
    expect(await subjects(after, 'incidents', 'ann')).toEqual([old, current].sort());
    expect(await subjects(after, 'findings', 'ann')).toEqual([old, current].sort());
  });
});

describe('what somebody vouches for', () => {
  const until = ['--until', '2026-04-01', '--json'];

  it('is entered under the earlier name too while an overlap lasts, for windows from before it', async () => {
    const add = ['exceptions', 'add', 'ann', '--reason', 'agreed', ...until];
    expect(subjectsIn(await usewatch(during, ...add))).toEqual([old, current].sort());
    expect(subjectsIn(await usewatch(after, ...add))).toEqual([current]);
  });

  it('is so of networks', async () => {
    const share = ['shared-networks', 'add', '203.0.113.7', '--usage', 'vpn', '--provenance', 'x', ...until];
    const names = [first, second].map((key) => pseudonym(key, 'network', '203.0.113.0/24'));
    expect(subjectsIn(await usewatch(during, ...share))).toEqual(names.sort());
  });
});
