import { describe, it } from 'vitest';
import { darkTopics, scoredCrowd } from '../../scenarios/persistent-violation.js';
import { usageLines } from '../../scenarios/scene.js';
import { expectGolden } from '../../support/golden.js';

const from = Date.UTC(2026, 8, 7);

describe('moderation desks, a historian, a novelist, one long evening and a platform for adults', () => {
  // That every detector is silent on them is a law of the catalogue.
  it('are told as this story has it', () =>
    expectGolden(
      usageLines([...darkTopics(1, from), ...scoredCrowd(2, 25, from)]),
      new URL('./usage.ndjson', import.meta.url),
    ));
});
