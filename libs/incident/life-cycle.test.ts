import { describe, expect, it } from 'vitest';
import { DispositionDraft, decide, type Standing } from './life-cycle.js';

const now = new Date('2026-07-01T00:00:00Z');
const draft = (more: object) =>
  DispositionDraft.parse({ verdict: 'confirmed', reason: 'seen', decidedBy: 'ada', ...more });
const open: Standing = { state: 'open', category: 'ACC' };
const confirmed: Standing = { state: 'confirmed', category: 'ACC', action: 'warning' };

describe('a decision', () => {
  it('keeps the category unless another is given', () => {
    expect(decide(open, draft({}), now)).toEqual({
      disposition: {
        verdict: 'confirmed',
        category: 'ACC',
        action: 'none',
        reason: 'seen',
        decidedBy: 'ada',
        decidedAt: now,
        policyVersion: '1.0',
      },
    });
    expect(decide(open, draft({ category: 'SPM' }), now)).toMatchObject({ disposition: { category: 'SPM' } });
  });

  it.each(['dismissed', 'uncertain'])('reverses a confirmed incident to %s', (verdict) => {
    expect(decide(confirmed, draft({ verdict }), now)).toMatchObject({ disposition: { verdict } });
  });

  it('may change the action alone', () => {
    expect(decide(confirmed, draft({ action: 'ban' }), now)).toMatchObject({ disposition: { action: 'ban' } });
  });

  it('is refused when it says what stands already', () => {
    expect(decide(confirmed, draft({ action: 'warning' }), now)).toMatchObject({
      refused: expect.stringContaining('already'),
    });
  });

  it('acts on nobody who was not confirmed', () => {
    expect(decide(open, draft({ verdict: 'uncertain', action: 'limit' }), now)).toMatchObject({
      refused: expect.stringContaining('needs a confirmed incident'),
    });
  });

  it.each([
    ['a reason', { reason: '  ' }],
    ['a reason that fits', { reason: 'x'.repeat(2_001) }],
    ['a known category', { category: 'XYZ' }],
    ['a known verdict', { verdict: 'open' }],
    ['a known action', { action: 'delete' }],
    ['a person', { decidedBy: '' }],
  ])('requires %s', (_what, more) => {
    expect(
      DispositionDraft.safeParse({ verdict: 'confirmed', reason: 'seen', decidedBy: 'ada', ...more }).success,
    ).toBe(false);
  });
});
