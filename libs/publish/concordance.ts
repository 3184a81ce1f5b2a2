import { POLICY_VERSIONS, type PolicyVersion } from './policy-versions.js';

/** How a category of an earlier version of the code list reads in a later one. */
export interface Reading {
  /** Category it is counted as. */
  readonly category: string;
  /** Whether all of it became that category; otherwise a person may want to look again. */
  readonly isExact: boolean;
  /** Every category it may have become, that one included, ascending. */
  readonly possible: readonly string[];
}

/**
 * Reads a category in a later version of the code list, version by version.
 *
 * Categories may be renamed, merged and split. A split counts as its main heir, so that each decision counts once and
 * series stay whole; the others are told beside it.
 *
 * @param category  code
 * @param from      version it was given in
 * @param to        version to read it in, the same or a later one
 * @param versions  every version, the oldest first
 * @returns         undefined when `from` is unknown or has no such category
 * @throws {RangeError} when `to` is unknown or the earlier one, or a version does not say what became of a category
 */
export function readCategory(
  category: string,
  from: string,
  to: string,
  versions: readonly PolicyVersion[] = POLICY_VERSIONS,
): Reading | undefined {
  const [first, last] = [from, to].map((wanted) => versions.findIndex(({ version }) => version === wanted)) as [
    number,
    number,
  ];
  if (versions[first]?.categories.includes(category) !== true) return undefined;
  if (last < first) throw new RangeError(`readCategory requires ${from} or a later version to read it in, not ${to}`);
  let counted = category;
  let possible = new Set([category]);
  for (const { version, concordance = {} } of versions.slice(first + 1, last + 1)) {
    const heirsOf = (code: string) => {
      const heir = Object.hasOwn(concordance, code) ? concordance[code] : undefined;
      if (heir === undefined)
        throw new RangeError(`readCategory requires version ${version} to say what became of ${code}`);
      return heir;
    };
    possible = new Set([...possible].flatMap((code) => [heirsOf(code).into, ...(heirsOf(code).or ?? [])]));
    counted = heirsOf(counted).into;
  }
  return { category: counted, isExact: possible.size === 1, possible: [...possible].sort() };
}
