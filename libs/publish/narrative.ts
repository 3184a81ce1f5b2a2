import { LEAST_UNITS } from '#disclosure/displayed-count';
import { fraction } from '#disclosure/fraction';
import { halfWidth } from '#disclosure/interval';
import type { MeasuredTable } from './measured-release.js';
import { speaksOfOne } from './wording.js';

/** A case study, indicator or interview that tells the public of misuse which a release also counts. */
export interface Narrative {
  /** Where it can be read. */
  readonly where: string;
  /** What it says, or the sentence of it that tells most. */
  readonly says: string;
  /** Policy category it speaks of. */
  readonly category: string;
  /** Codes of the other dimensions it names, such as a detector family or a final action; none when it names none. */
  readonly codes: readonly string[];
  /** Actors it claims. */
  readonly claimed: number;
}

/** How often the noise of a cell stays within what a reader takes for sure: 99 of 100 releases. */
const SURE = fraction(99n, 100n);

/**
 * What the public tables would give away of others, once the actors of public narratives are known.
 *
 * An attacker takes the actors of a narrative out of every cell it names; what is left must not be a group that is sure to
 * be there and sure to be small. Noise in every cell keeps it open; the sentence itself may not.
 *
 * @param tables      measured tables of the release
 * @param narratives  what is public about its period
 * @returns           faults, one sentence each; empty when nothing can be attributed
 *
 * Source: docs/attacks.md T-13.
 */
export function narrativeFaults(tables: readonly MeasuredTable[], narratives: readonly Narrative[]): string[] {
  return narratives.flatMap((narrative) => [
    ...(speaksOfOne(narrative.says) ? [`${narrative.where} speaks of a single actor`] : []),
    ...tables.flatMap((table) => attributableCells(table, narrative)),
  ]);
}

function attributableCells(
  { table, measurements }: MeasuredTable,
  { where, category, codes, claimed }: Narrative,
): string[] {
  const reach = halfWidth(table.sigma2, SURE);
  return table.keys.flatMap((key, index) => {
    if (key.category !== category || (key.dim2 !== '' && !codes.includes(key.dim2))) return [];
    const measurement = measurements[index] ?? 0n;
    const [least, most] = [measurement - reach, measurement + reach].map((end) => end - BigInt(claimed));
    const isSurelyThere = (least ?? 0n) >= 1n;
    const isSurelySmall = (most ?? 0n) < LEAST_UNITS;
    return isSurelyThere && isSurelySmall
      ? [`less the ${claimed} of ${where}, ${table.id} ${key.category} ${key.dim2} leaves a group of ${most} at most`]
      : [];
  });
}
