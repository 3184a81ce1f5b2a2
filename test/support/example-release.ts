import { fraction } from '#disclosure/fraction';
import { storedNoisyCount } from '#disclosure/noisy-count';
import { uniformDraw } from '#disclosure/uniform-below';
import { CATEGORY_CODES } from '#publish/categories';
import type { MeasuredRelease } from '#publish/measured-release';
import { type PublicTable, SPLIT_CATEGORIES } from '#publish/public-table';
import { publicTables } from '#publish/public-tables';
import { lastCompleteQuarter } from '#publish/quarter';
import { specHash, specText } from '#publish/release-spec';
import { seededBytes } from './seeded-bytes.js';

/** The key of RFC 8037, appendix A; never used outside tests. */
export const EXAMPLE_KEY = {
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  id: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
};

/** Measurements of T1: below zero, on both sides of the threshold 39 and of a rounding step, and large. */
const T1 = [164, -3, 0, 38, 39, 42, 43, 7, -19, 12, 1, 5, 212, -1, 1_007];

/** A measured release with every table but T5 and T9, made of constants and seeded numbers. */
export function exampleRelease(demo: boolean): MeasuredRelease {
  const choice = { models: ['aurel', 'quill'], regions: false, review: false };
  const tables = publicTables(choice);
  const spec = specText(
    '2026-Q3',
    choice,
    tables.map((table) => ({ table, sql: table.id })),
    demo,
  );
  return {
    quarter: lastCompleteQuarter(new Date('2026-10-05T00:00:00Z')),
    version: demo ? 'DEMO-1.0.0' : '1.0.0',
    ...{ demo, choice, spec, specHash: specHash(spec) },
    frozenAt: new Date('2026-09-01T12:00:00Z'),
    publishAt: new Date('2026-11-30T09:00:00Z'),
    spentThisYear: fraction(3n, 40n),
    tables: tables.map((table) => ({ table, measurements: numbers(table).map((one) => storedNoisyCount(`${one}`)) })),
    checks: [],
    signers: [
      { keyId: EXAMPLE_KEY.id, publicKey: EXAMPLE_KEY.x, since: new Date('2026-08-01T00:00:00Z'), until: null },
    ],
    earlier: [],
  };
}

/** Of a table that splits T1 the parts add up to nearly what T1 says; all others are anything. */
function numbers({ id, keys, splits }: PublicTable): number[] {
  if (id === 't1') return T1;
  const draw = uniformDraw(seededBytes(id));
  const parts = keys.length / SPLIT_CATEGORIES.length;
  return keys.map(({ category }) => {
    const noise = Number(draw(21n)) - 10;
    const whole = T1[(CATEGORY_CODES as readonly string[]).indexOf(category)] ?? 0;
    return splits === undefined ? 40 + 5 * noise : Math.round(whole / parts) + noise;
  });
}
