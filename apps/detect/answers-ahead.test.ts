import { describe, expect, it, vi } from 'vitest';
import { answersAhead } from './answers-ahead.js';

const squares = () => vi.fn((place: number, _signal: AbortSignal) => Promise.resolve(place * place));

describe('answers ahead', () => {
  it('asks for every place once, one before it is taken', async () => {
    const ask = squares();
    const answers = answersAhead(ask, (place) => place < 3);
    const begun: number[] = [];
    const taken: number[] = [];
    for (const place of [0, 1, 2]) {
      taken.push(await answers.take(place));
      begun.push(ask.mock.calls.length);
    }
    expect(taken).toEqual([0, 1, 4]);
    expect(begun).toEqual([2, 3, 3]);
  });

  it('asks for nothing early that it may not', async () => {
    const ask = squares();
    await answersAhead(ask, () => false).take(4);
    expect(ask.mock.calls.map(([place]) => place)).toEqual([4]);
  });

  it('throws what went wrong early when it is taken, and not before', async () => {
    const ask = (place: number) => (place === 1 ? Promise.reject(new Error('no answer')) : Promise.resolve(place));
    const answers = answersAhead(ask, () => true);
    expect(await answers.take(0)).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    await expect(answers.take(1)).rejects.toThrow('no answer');
    expect(await answers.take(2)).toBe(2);
  });

  it('breaks off what was asked for and not taken when it is stopped', async () => {
    const ask = squares();
    const answers = answersAhead(ask, () => true);
    await answers.take(0);
    const [, early] = ask.mock.calls;
    expect(early?.[1].aborted).toBe(false);
    answers.stop();
    expect(early?.[1].aborted).toBe(true);
  });
});
