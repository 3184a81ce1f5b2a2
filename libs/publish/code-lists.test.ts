import { describe, expect, it } from 'vitest';
import { catalogue } from '#detect/catalogue';
import { ACTIONS } from '#incident/life-cycle';
import { CATEGORY_CODES } from './categories.js';
import {
  APPEALS,
  BANDS,
  type CodeList,
  codesOf,
  DETECTOR_FAMILIES,
  FINAL_ACTIONS,
  HEADLINES,
  modelList,
  REGIONS,
  REVIEW_OUTCOMES,
  WAITS,
} from './code-lists.js';
import { COUNTRY_REGIONS } from './country-regions.js';
import { detectorFamily } from './detector-family.js';
import { MAPPINGS } from './mappings.js';
import { waitOf } from './wait-of.js';

describe('code lists', () => {
  // Cells of each table, as planned.
  it.each<[CodeList, number]>([
    [HEADLINES, 3],
    [FINAL_ACTIONS, ACTIONS.length],
    [DETECTOR_FAMILIES, 6],
    [REGIONS, 7],
    [APPEALS, 10],
    [WAITS, 6],
    [BANDS, 5],
    [REVIEW_OUTCOMES, 3],
  ])('have as many codes as their table has cells, in ascending order', (list, cells) => {
    expect(codesOf(list)).toHaveLength(cells);
    expect(codesOf(list)).toEqual(codesOf(list).toSorted());
  });

  it('name up to five model families beside all others', () => {
    expect(codesOf(modelList(['quill', 'aurel']))).toEqual(['OTH', 'aurel', 'quill']);
    expect(() => modelList(['a', 'b', 'c', 'd', 'e', 'f'])).toThrow(RangeError);
    expect(() => modelList(['=cmd'])).toThrow(RangeError);
  });

  it('place every detector in service, and what none of them found', () => {
    for (const { name } of catalogue)
      expect([name, codesOf(DETECTOR_FAMILIES)]).toEqual([name, expect.arrayContaining([detectorFamily(name)])]);
    expect([detectorFamily('spam-campaign'), detectorFamily('someone'), detectorFamily('toString')]).toEqual([
      'GRF',
      'HUM',
      'HUM',
    ]);
  });

  it('map every category to every other list', () => {
    for (const { rows } of MAPPINGS) expect(rows.map(({ category }) => category)).toEqual(CATEGORY_CODES);
  });

  it('place each country in one region', () => {
    const { countries, regions } = COUNTRY_REGIONS;
    const region = new Map(countries.map((country, place) => [country, regions[place]]));
    expect(region.size).toBe(countries.length);
    expect(['DE', 'US', 'BR', 'KE', 'JP', 'AU', 'ZZ'].map((country) => region.get(country))).toEqual([
      ...['EUR', 'NAM', 'LAC', 'AFR', 'ASI', 'OCE', undefined],
    ]);
    expect(codesOf(REGIONS)).toEqual(expect.arrayContaining(regions));
  });

  it('band the time to action, and tell nothing of later quarters', () => {
    const first = Date.UTC(2026, 7, 1);
    const until = Date.UTC(2026, 9, 1);
    const after = (hours: number) => waitOf(first, first + hours * 3_600_000, until);
    expect([0, 1, 1.01, 24, 25, 168, 169, 720, 721].map(after)).toEqual([
      'H01',
      'H01',
      'D01',
      'D01',
      'D07',
      'D07',
      'D30',
      'D30',
      'L30',
    ]);
    expect([waitOf(first, null, until), waitOf(first, until, until)]).toEqual(['NON', 'NON']);
  });
});
