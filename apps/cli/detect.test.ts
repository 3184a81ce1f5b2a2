import { describe, expect, it } from 'vitest';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { spamCampaign } from '#detect/spam-campaign/spam-campaign';
import { instant, windowsToJudge } from './detect.js';

const at = (text: string) => new Date(`2026-03-${text}Z`);
const ends = (...given: Parameters<typeof windowsToJudge>) =>
  windowsToJudge(...given).map(({ until }) => until.toISOString().slice(8, 13));

describe('windows to judge by hand', () => {
  it('reach to the end of the one that holds the last instant', () => {
    expect(ends(spamCampaign, at('01T00:00'), at('02T12:00'), at('09T00:00'))).toEqual(['02T00', '03T00']);
    expect(ends(limitHammering, at('01T00:00'), at('01T01:30'), at('09T00:00'))).toEqual(['01T01', '01T02']);
  });

  it('do not reach beyond now', () => {
    expect(ends(spamCampaign, at('01T00:00'), at('09T00:00'), at('02T12:00'))).toEqual(['02T00']);
  });
});

describe('an instant typed', () => {
  it.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T06:30', '2026-03-01T06:30:00.000Z'],
    ['2026-03-01T06:30:00+02:00', '2026-03-01T04:30:00.000Z'],
  ])('%s is %s', (text, meant) => {
    expect(instant(text).toISOString()).toBe(meant);
  });

  it.each(['yesterday', '2026-02-30', '2026-3-1', '2026-03-01T25:00Z', '1969-12-31', '2106-01-01'])(
    '%s is refused',
    (text) => {
      expect(() => instant(text)).toThrow(/write it as|must lie from/);
    },
  );
});
