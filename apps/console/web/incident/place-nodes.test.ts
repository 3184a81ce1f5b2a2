import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, placeNodes } from './place-nodes.js';

const apart = (one: Place | undefined, other: Place | undefined) =>
  Math.hypot((one?.x ?? 0) - (other?.x ?? 0), (one?.y ?? 0) - (other?.y ?? 0));

describe('places of nodes', () => {
  it('are the same for the same graph, so that a person finds again what they saw', () => {
    const links = [[0, 1] as const, [1, 2] as const];
    expect(placeNodes(4, links)).toEqual(placeNodes(4, links));
  });

  it('bring together what is linked', () => {
    const links = [0, 1, 2, 3].flatMap((one) => [4, 5].map((other) => [one, other] as const));
    const places = placeNodes(12, links);
    const linked = links.map(([one, other]) => apart(places[one], places[other]));
    const strangers = [6, 7, 8, 9, 10, 11].map((one) => apart(places[one], places[4]));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(linked)).toBeLessThan(mean(strangers));
  });

  it('are finite and about the middle, whatever is linked', () => {
    const graph = fc
      .integer({ min: 1, max: 25 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.array(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 })), { maxLength: 60 }),
        ),
      );
    fc.assert(
      fc.property(graph, ([count, links]) => {
        const places = placeNodes(count, links);
        expect(places).toHaveLength(count);
        for (const { x, y } of places) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(5);
      }),
      { numRuns: 40 },
    );
  });
});
