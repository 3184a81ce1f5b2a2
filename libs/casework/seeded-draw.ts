import { createHash } from 'node:crypto';

/**
 * Draws some of a stratum, each set of that many as likely as any other over seeds.
 *
 * They are the first by SHA-256 of seed and name, so that the warehouse can order a large population by the same rule
 * (`sample-candidates.sql`) and both draw alike.
 *
 * @param names  distinct, in any order
 * @param most   at most; fewer where there are fewer
 * @param seed   what nobody who is drawn from may know before
 * @returns      in the order they were drawn
 */
export function seededDraw(names: readonly string[], most: number, seed: string): string[] {
  const keyed = names.map((name) => ({
    name,
    place: createHash('sha256')
      .update(seed + name)
      .digest('hex'),
  }));
  keyed.sort((a, b) => (a.place < b.place ? -1 : 1));
  return keyed.slice(0, most).map(({ name }) => name);
}
