import { CATEGORIES, CATEGORY_CODES } from './categories.js';

/** A value of a dimension: its code in the files, and what it means. */
export interface Code {
  readonly code: string;
  readonly name: string;
}

/** A dimension's values, fixed in advance and in ascending order of their codes. */
export interface CodeList {
  /** Name of the list's file. */
  readonly name: string;
  readonly codes: readonly Code[];
}

function codeList(name: string, names: Readonly<Record<string, string>>): CodeList {
  const codes = Object.entries(names).map(([code, meaning]) => ({ code, name: meaning }));
  return { name, codes: codes.sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

/** @returns the codes of a list, ascending */
export function codesOf({ codes }: CodeList): string[] {
  return codes.map(({ code }) => code);
}

/** Category of tables that do not split by category. */
export const ALL = 'ALL';

export const CATEGORY_LIST = codeList('categories', {
  ...Object.fromEntries(CATEGORY_CODES.map((code) => [code, CATEGORIES[code].name])),
  [ALL]: 'All categories together',
});

export const HEADLINES = codeList('headlines', {
  ACT: 'Actors acted against: warned, limited, suspended or banned',
  CNF: 'Actors with a confirmed incident',
  REF: 'Actors referred to an authority',
});

export const FINAL_ACTIONS = codeList('actions', {
  BAN: 'Banned',
  LIM: 'Limited',
  NON: 'Reviewed, nothing done',
  SUS: 'Suspended',
  WRN: 'Warned',
});

export const DETECTOR_FAMILIES = codeList('detectors', {
  BEH: 'Behaviour: how an account works',
  CLS: 'Classifier: what a model says of the content',
  EXT: 'External report',
  GRF: 'Linkage: accounts that act together',
  HUM: 'Hunting: a person searched',
  RUL: 'Rules: a limit or filter was hit',
});

export const REGIONS = codeList('regions', {
  AFR: 'Africa',
  ASI: 'Asia',
  EUR: 'Europe',
  LAC: 'Latin America and the Caribbean',
  NAM: 'Northern America',
  OCE: 'Oceania',
  UNK: 'Unknown',
});

export const APPEALS = codeList(
  'appeals',
  Object.fromEntries(
    Object.entries({
      OPN: 'Open at the end of the quarter, for 30 days at most',
      OVD: 'Open at the end of the quarter, for more than 30 days',
      OWN: 'Undone by ourselves without an appeal',
      REV: 'Reversed on appeal',
      UPH: 'Upheld on appeal',
    }).flatMap(([outcome, name]) => [
      [`${outcome}-ACC`, `${name}; account suspended or banned`],
      [`${outcome}-USE`, `${name}; account warned or limited`],
    ]),
  ),
);

export const WAITS = codeList('waits', {
  D01: 'Within a day',
  D07: 'Within 7 days',
  D30: 'Within 30 days',
  H01: 'Within an hour',
  L30: 'After more than 30 days',
  NON: 'Nothing done within the quarter',
});

export const BANDS = codeList('bands', {
  B001: '1 incident',
  B002: '2 to 5 incidents',
  B006: '6 to 20 incidents',
  B021: '21 to 100 incidents',
  B101: 'More than 100 incidents',
});

export const REVIEW_OUTCOMES = codeList('reviews', {
  CNF: 'Confirmed',
  NOT: 'Not confirmed',
  UNC: 'Uncertain',
});

/** Model families that are none of the named ones. */
export const OTHER_MODELS = 'OTH';

/** Families that may be named beside the others; six in all keep a table's noise below its counts. */
const MOST_MODELS = 5;

/**
 * The model families of a release, as its specification names them.
 *
 * @param families  beginnings of model names such as `aurel`, in any order, none or up to five
 * @throws {RangeError} when there are too many, or one is no name
 */
export function modelList(families: readonly string[]): CodeList {
  if (families.length > MOST_MODELS || families.some((family) => !/^[a-z0-9][a-z0-9-]{0,30}$/.test(family)))
    throw new RangeError(`modelList requires at most ${MOST_MODELS} names of small letters, digits and dashes`);
  return codeList('models', {
    ...Object.fromEntries(families.map((family) => [family, `Models called ${family}…`])),
    [OTHER_MODELS]: 'All other models',
  });
}
