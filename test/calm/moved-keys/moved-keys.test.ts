import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedKey } from '#detect/shared-key/shared-key';
import { windowsBetween } from '#usage/window';
import { usageLines } from '../../scenarios/scene.js';
import { movedKeys, PAST_DAYS } from '../../scenarios/shared-key.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 3, 6);
const until = new Date(from + (PAST_DAYS + 3) * 86_400_000);

describe('a new office, a build fleet, a campus, a launch, a migration, a traveller and people at home', () => {
  let fresh: FreshWarehouse;
  const asked = async () => {
    const windows = windowsBetween(new Date(from), until, sharedKey.everyHours, sharedKey.spanHours);
    return Promise.all(windows.map((window) => fresh.warehouse.ask(sharedKey, { ...window })));
  };
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () =>
    expectGolden(usageLines(movedKeys(1, from)), new URL('./usage.ndjson', import.meta.url)));

  it('use their keys widely enough for the question to see some of them', async () => {
    const last = (await asked()).at(-1) ?? [];
    expect(last.length).toBeGreaterThanOrEqual(2);
  });

  it('share no key', async () => {
    const findings = (await asked()).flatMap((rows) => sharedKey.judge(rows));
    expect(findings.map(({ because }) => because)).toEqual([]);
  });
});
