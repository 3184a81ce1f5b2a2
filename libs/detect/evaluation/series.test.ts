import { describe, expect, it } from 'vitest';
import { readKnownEvents } from './known-events.js';
import { readSeries } from './series.js';

describe('series', () => {
  it('are told apart by their columns', () => {
    expect(readSeries('client,second,requests\na,0,1\n').kind).toBe('spikes');
    expect(readSeries('series,at,value\na,2026-03-02T10:00:00Z,1\n').kind).toBe('events');
    expect(() => readSeries('client,second\na,0\n')).toThrow(/got client,second$/);
  });

  it('add up what falls into the same ten minutes, whatever the order, and take silence for none', () => {
    const { series } = readSeries('client,second,requests\nb,0,7\na,2400,4\na,659,1\r\na,600,2\n');
    expect(series.map(({ name, values }) => [name, [...values]])).toEqual([
      ['a', [3, 0, 0, 4]],
      ['b', [7]],
    ]);
  });

  it('are spread evenly where their times lie further apart than ten minutes, but not where some were left out', () => {
    const hourly = readSeries('series,at,value\na,2026-03-02 10:00:00,6\na,2026-03-02 11:00:00,12\n').series;
    expect(hourly.map(({ values }) => [...values])).toEqual([[1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]]);
    const silent = readSeries('client,second,requests\na,0,6\na,3600.0,12\nb,0,1\nb,600,1\n').series;
    expect(silent.map(({ values }) => [...values])).toEqual([
      [6, 0, 0, 0, 0, 0, 12],
      [1, 1],
    ]);
  });

  it('begin at the first ten minutes they know of', () => {
    const [series] = readSeries('series,at,value\na,2026-03-02T10:17:53Z,1.5\n').series;
    expect(series?.from).toBe(Date.parse('2026-03-02T10:10:00Z'));
  });

  it.each([
    ['client,second,requests\na,0\n', /3 cells on line 2, got 2/],
    ['client,second,requests\na,0,1\n,600,1\n', /a name as client on line 3/],
    ['client,second,requests\na,-600,1\n', /seconds from 0 on as second on line 2, got '-600'/],
    ['client,second,requests\na,0,\n', /a number from 0 on as requests on line 2, got ''/],
    ['client,second,requests\na,0,-1\n', /as requests on line 2, got '-1'/],
    ['client,second,requests\na,0,Infinity\n', /as requests on line 2, got 'Infinity'/],
    ['client,second,requests\na,0,1\na,0,2\n', /each time once as second on line 3/],
    ['series,at,value\na,yesterday,1\n', /an RFC 3339 time as at on line 2, got 'yesterday'/],
    ['series,at,value\na,2026-13-02T10:00:00Z,1\n', /an RFC 3339 time as at on line 2/],
    ['series,at,value\na,1926-03-02T10:00:00Z,1\na,2026-03-02T10:00:00Z,1\n', /at most ten years of a/],
    ['series,at,value\n', /at least one line/],
  ])('are refused by the field and line that do not fit: %j', (csv, message) => {
    expect(() => readSeries(csv)).toThrow(message);
  });
});

describe('known events', () => {
  it('have both ends', () => {
    const csv = 'series,from,until\na,2026-03-02T10:00:00Z,2026-03-02T12:00:00+02:00\n';
    const at = Date.parse('2026-03-02T10:00:00Z');
    expect(readKnownEvents(csv)).toEqual([{ series: 'a', from: at, until: at }]);
  });

  it.each([
    ['series,at\n', /got series,at/],
    ['series,from,until\n,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z\n', /a name as series on line 2, got ''/],
    ['series,from,until\na,2026-03-02T10:00:00Z\n', /3 cells on line 2, got 2/],
    ['series,from,until\na,soon,2026-03-02T10:00:00Z\n', /as from on line 2, got 'soon'/],
    ['series,from,until\na,2026-03-02T10:00:00Z,2026-03-01T10:00:00Z\n', /no earlier than from as until on line 2/],
  ])('are refused by the field and line that do not fit: %j', (csv, message) => {
    expect(() => readKnownEvents(csv)).toThrow(message);
  });
});
