import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStage, type Staged, stageAt } from './stage.js';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
const entry = (hour: number, stage: Staged['stage']): Staged => ({ decidedAt: at(hour), stage });

describe('the stage of a detector', () => {
  it('is the one of the catalogue until somebody decides, and in service where that says nothing', () => {
    expect(stageAt({}, [], at(1))).toBe('scheduled');
    expect(stageAt({ stage: 'shadow' }, [entry(2, 'scheduled')], at(1))).toBe('shadow');
  });

  it('changes for windows that end at the decision or later, and for no earlier one', () => {
    const history = [entry(3, 'scheduled'), entry(7, 'shadow')];
    const stages = [2, 3, 6, 7, 99].map((hour) => stageAt({ stage: 'shadow' }, history, at(hour)));
    expect(stages).toEqual(['shadow', 'scheduled', 'scheduled', 'shadow', 'shadow']);
  });

  it('is the later decision where a clock went back between two', () => {
    expect(stageAt({}, [entry(7, 'scheduled'), entry(3, 'shadow')], at(8))).toBe('shadow');
  });

  it('of a past instant is settled by no decision that comes after it', () => {
    const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.constantFrom('shadow', 'scheduled')));
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 50 }), (entries, hour) => {
        const known = entries.map(([when, stage]) => entry(when, stage as Staged['stage']));
        const later = [...known, entry(hour + 1, 'shadow'), entry(hour + 2, 'scheduled')];
        expect(stageAt({}, later, at(hour))).toBe(stageAt({}, known, at(hour)));
      }),
    );
  });

  it('changes only into another', () => {
    expect(nextStage('shadow', 'promote')).toEqual({ stage: 'scheduled' });
    expect(nextStage('scheduled', 'demote')).toEqual({ stage: 'shadow' });
    expect(nextStage('scheduled', 'shadow')).toEqual({ stage: 'shadow' });
    expect(nextStage('scheduled', 'promote')).toEqual({ refused: 'it is in service already' });
    expect(nextStage('shadow', 'demote')).toHaveProperty('refused');
  });
});
