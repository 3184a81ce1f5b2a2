import { describe, expect, it } from 'vitest';
import { campaignStory } from './campaign-story.js';

const at = (day: number) => new Date(Date.UTC(2026, 2, 1) + day * 86_400_000);
const found = (day: number, letters: string) => {
  const members = [...letters].map((account) => ({ account, records: day + 1, tie: `day ${day}` }));
  return { windowFrom: at(day), windowUntil: at(day + 1), members };
};

describe('the story of a campaign', () => {
  it('tells how many were at work and who joined, window by window', () => {
    const { growth } = campaignStory([found(0, 'ab'), found(1, 'bcd')], []);
    expect(growth).toEqual([
      { until: at(1), accounts: 2, joined: 2, records: 2 },
      { until: at(2), accounts: 3, joined: 2, records: 6 },
    ]);
  });

  it('keeps everybody who took part, with what tied them in last', () => {
    expect(campaignStory([found(0, 'ba'), found(1, 'bc')], []).members).toMatchObject([
      { account: 'a', tie: 'day 0', firstSeen: at(0), lastSeen: at(1) },
      { account: 'b', tie: 'day 1', firstSeen: at(0), lastSeen: at(2) },
      { account: 'c', tie: 'day 1', firstSeen: at(1), lastSeen: at(2) },
    ]);
  });

  it('says that it formed again once a window that began after a ban finds it', () => {
    const windows = [found(0, 'ab'), found(1, 'ab'), found(2, 'abc')];
    expect(campaignStory(windows, [at(1.5)]).reformedAt).toEqual(at(3));
    expect(campaignStory(windows.slice(0, 2), [at(1.5)]).reformedAt).toBeNull();
    expect(campaignStory(windows, []).reformedAt).toBeNull();
  });
});
