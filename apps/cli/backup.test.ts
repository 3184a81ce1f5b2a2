import { appendFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AuditTrail } from '#casebook/audit-trail';
import { debitAndDraw, spentIn } from '#casebook/ledger';
import { beginMeasuring, freezeRelease, planRelease, recordSnapshot } from '#casebook/releases';
import { fraction } from '#disclosure/fraction';
import { parseConfig } from '#platform/config';
import { type Installation, openInstallation } from '#platform/open-installation';
import { atTerminal } from '../../test/support/at-terminal.js';
import { detected } from '../../test/support/detected.js';
import { freshDirectory } from '../../test/support/fresh-directory.js';
import { runUsewatch } from '../../test/support/run-usewatch.js';
import { registerBackup } from './backup.js';
import { registerDetect } from './detect.js';
import { registerIncidents } from './incidents.js';
import { registerLoad } from './load.js';

const TALE = fileURLToPath(new URL('../../test/stories/hammering-quota/usage.ndjson', import.meta.url));
const at = new Date('2026-10-05T09:00:00Z');
const contents = {
  sql: new URL('../../test/support/contents.sql', import.meta.url),
  row: z.object({ place: z.string(), n: z.string(), sum: z.string() }),
};

let folder = '';
let lived = '';
let backup = '';
let secrets = '';
let before: Awaited<ReturnType<typeof whatIsKept>>;

const open = (directory: string) =>
  openInstallation(parseConfig({ USEWATCH_DATA_DIR: directory }), false, () => undefined);

/** Everything that a restore has to bring back, as text. */
async function whatIsKept({ casebook, warehouse, secrets: keys }: Installation) {
  return {
    detected: await detected(casebook, 'limit-hammering'),
    contents: await warehouse.ask(contents),
    spent: await spentIn(casebook, 2026),
    audit: await new AuditTrail(keys.apiKeyPepper).verify(casebook),
  };
}

/** Spends some of the year's budget on a release. */
async function spend({ casebook }: Installation): Promise<void> {
  const id = 'release-2026-Q3';
  await planRelease(casebook, {
    ...{ id, period: '2026-Q3', year: 2026, version: '1.0.0', demo: false, draftedBy: 'ada', draftedAt: at },
    ...{ publishAt: at, purpose: 'release', supersedes: null, reason: '' },
    choice: { models: [], regions: false, review: false },
  });
  const costs = [{ table: 't1', numerator: '1', denominator: '40' }];
  await freezeRelease(casebook, id, { specHash: 'a'.repeat(64), costs, at });
  await recordSnapshot(casebook, id, { rows: 0, hash: 'a'.repeat(64), at });
  await beginMeasuring(casebook, id);
  const drawn = [{ table: 't1', category: 'SPM', dim2: '', measurement: '7' }];
  await debitAndDraw(casebook, { release: id, actor: 'ada', at }, () => drawn);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-backup-'));
  lived = await freshDirectory(join(folder, 'lived'));
  backup = join(folder, 'backup');
  const installation = await open(lived);
  const usewatch = atTerminal([registerLoad, registerDetect, registerIncidents, registerBackup], installation);
  await usewatch('load', TALE);
  await usewatch('detect', '--detector', 'limit-hammering', '--from', '2026-03-02', '--until', '2026-03-10');
  const listed = await usewatch('incidents', '--json');
  const [{ id }] = listed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line)) as [{ id: string }];
  await usewatch('decide', id, '--verdict', 'confirmed', '--reason', 'it\tsays "quotes", a \\ and \u2028');
  await spend(installation);
  await usewatch('backup', backup);
  before = await whatIsKept(installation);
  await installation.close();
  secrets = join(folder, 'secrets.json');
  await writeFile(secrets, await readFile(join(lived, 'secrets.json')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a backup', () => {
  it('holds no key of the installation', async () => {
    const keys = Object.values(JSON.parse(await readFile(secrets, 'utf8')) as Record<string, string>);
    const manifest = await readFile(join(backup, 'manifest.json'), 'utf8');
    expect(keys.filter((key) => manifest.includes(key))).toEqual([]);
    expect((await readdir(backup)).sort()).toEqual(['SHA256SUMS', 'casebook', 'manifest.json', 'warehouse']);
  });

  it('is refused over an installation, which stays as it is', async () => {
    const { code, err } = await runUsewatch(lived, ['restore', backup]);
    expect([code, err]).toEqual([1, expect.stringMatching(/hold an installation; .* add --replace/)]);
  });

  it('is refused without the keys it was made under, and with those of another installation', async () => {
    const empty = join(folder, 'empty');
    const { code, err } = await runUsewatch(empty, ['restore', backup]);
    expect([code, err]).toEqual([1, expect.stringMatching(/secrets\.json is missing: a backup holds no keys/)]);
    const others = { ...JSON.parse(await readFile(secrets, 'utf8')), apiKeyPepper: '0'.repeat(64) };
    await writeFile(join(folder, 'others.json'), JSON.stringify(others));
    const foreign = await runUsewatch(empty, ['restore', backup, '--keys', join(folder, 'others.json')]);
    expect([foreign.code, foreign.err]).toEqual([1, expect.stringMatching(/apiKeyPepper differ/)]);
  });

  it('is refused when a byte of it has changed, or a file is missing', async () => {
    const file = join(backup, 'casebook', 'incident.jsonl.gz');
    const whole = await readFile(file);
    const flipped = Buffer.from(whole);
    flipped.writeUInt8(flipped.readUInt8(40) ^ 1, 40);
    await writeFile(file, flipped);
    const { code, err } = await runUsewatch(join(folder, 'empty'), ['restore', backup, '--check']);
    expect([code, err]).toEqual([1, expect.stringMatching(/incident\.jsonl\.gz is not as it was written/)]);
    await rename(file, `${folder}/aside`);
    const missing = await runUsewatch(join(folder, 'empty'), ['restore', backup, '--check']);
    expect([missing.code, missing.err]).toEqual([1, expect.stringMatching(/incident\.jsonl\.gz is missing/)]);
    await writeFile(file, whole);
    expect(await runUsewatch(join(folder, 'empty'), ['restore', backup, '--check'])).toMatchObject({ code: 0 });
  });

  it('brings back the same incidents, findings, usage, budget and audit log, into stores that were wiped', async () => {
    await rm(lived, { recursive: true });
    const { code, out, err } = await runUsewatch(lived, ['restore', backup, '--keys', secrets]);
    expect([code, err]).toEqual([0, expect.stringMatching(/forget them again/)]);
    expect(out).toContain('privacy budget of 2026 spent: 1/40');
    const installation = await open(lived);
    try {
      const { audit, ...kept } = await whatIsKept(installation);
      const { audit: old, ...rest } = before;
      expect(kept).toEqual(rest);
      expect(kept.spent).toEqual(fraction(1n, 40n));
      // The restore itself is the one entry more.
      expect(audit).toEqual({ head: { sequence: old.head.sequence + 1, hash: expect.any(String) } });
      expect(out).toContain(`${old.head.sequence}:${old.head.hash}`);
      await goesOn(installation);
    } finally {
      await installation.close();
    }
  });
});

/** What was restored knows its records, and what comes new passes every view. */
async function goesOn(installation: Installation): Promise<void> {
  const usewatch = atTerminal([registerLoad], installation);
  const more = join(folder, 'more.ndjson');
  await writeFile(more, await readFile(TALE));
  await appendFile(
    more,
    '{"source":"gateway","id":"new","at":"2026-03-03T08:00:00.000Z","account":"reader","status":200}\n',
  );
  const { stored, duplicate } = JSON.parse(await usewatch('load', more, '--json')) as Record<string, number>;
  expect({ stored, duplicate }).toEqual({ stored: 1, duplicate: 986 });
  const of = (rows: typeof before.contents, place: string) => Number(rows.find((row) => row.place === place)?.n);
  const now = await installation.warehouse.ask(contents);
  expect([of(now, 'usage'), of(now, 'hours')]).toEqual([
    of(before.contents, 'usage') + 1,
    of(before.contents, 'hours') + 1,
  ]);
}
