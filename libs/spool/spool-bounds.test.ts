import { describe, expect, it } from 'vitest';
import { SPOOL_BOUNDS, segmentBytesFor } from './spool-bounds.js';

const GIB = 1_024 ** 3;

describe('the bytes of a segment', () => {
  it('are a thirty-second of the memory of a machine that has little', () => {
    expect(segmentBytesFor(4 * GIB)).toBe(GIB / 8);
  });

  it('are as many on a large machine as the engine takes for one block of lines, and no more', () => {
    expect(segmentBytesFor(8 * GIB)).toBe(SPOOL_BOUNDS.segmentBytes);
    expect(segmentBytesFor(1_024 * GIB)).toBe(SPOOL_BOUNDS.segmentBytes);
  });

  it('hold the largest bodies on the smallest machine', () => {
    expect(segmentBytesFor(0)).toBe(GIB / 16);
  });
});
