import { describe, it } from 'vitest';
import { oftenRefused } from '../../scenarios/filter-evasion.js';
import { usageLines } from '../../scenarios/scene.js';
import { expectGolden } from '../../support/golden.js';

const from = Date.UTC(2026, 8, 21);

describe('curious people, a red team, a client that repeats itself and a catalogue of pharmacy goods', () => {
  // That every detector is silent on them is a law of the catalogue.
  it('are told as this story has it', () =>
    expectGolden(usageLines(oftenRefused(1, from)), new URL('./usage.ndjson', import.meta.url)));
});
