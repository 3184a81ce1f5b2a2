import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solve } from 'yalps';
import { fraction } from './fraction.js';
import { leastValue } from './linear-program.js';

const whole = (values: readonly number[]) => values.map(BigInt);

describe('a linear program', () => {
  it('has its optimum in exact fractions', () => {
    // x + y = 1 and 3x = 2: there is one solution, and no double holds it.
    const program = {
      unknowns: 2,
      equations: [
        { coefficients: [1n, 1n], value: 1n },
        { coefficients: [3n, 0n], value: 2n },
      ],
    };
    expect(leastValue(program, [0n, 6n])).toEqual({
      value: fraction(2n),
      solution: [fraction(2n, 3n), fraction(1n, 3n)],
    });
  });

  it('says when nothing solves it, and when its value has no bound', () => {
    expect(leastValue({ unknowns: 1, equations: [{ coefficients: [1n], value: -1n }] }, [1n])).toBe('infeasible');
    expect(leastValue({ unknowns: 1, equations: [] }, [-1n])).toBe('unbounded');
    expect(() => leastValue({ unknowns: 2, equations: [] }, [1n])).toThrow('one coefficient for each unknown');
  });

  it('takes an equation that says nothing new', () => {
    const equation = { coefficients: [1n, 2n], value: 4n };
    const program = { unknowns: 2, equations: [equation, equation, { coefficients: [0n, 0n], value: 0n }] };
    expect(leastValue(program, [1n, 1n])).toMatchObject({ value: fraction(2n) });
  });

  it('agrees with an independent solver', () => {
    const entries = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 });
    const bound = fc.integer({ min: 0, max: 20 });
    const rows = fc.array(fc.tuple(entries, bound), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, entries, (inequalities, costs) => {
        // Each inequality has an unknown of its own that takes up the slack; the last keeps all within bounds.
        const all = [...inequalities, [[1, 1, 1, 1, 1], 30] as [number[], number]];
        const equations = all.map(([row, value], index) => ({
          coefficients: whole([...row, ...all.map((_, slack) => (slack === index ? 1 : 0))]),
          value: BigInt(value),
        }));
        const ours = leastValue({ unknowns: 5 + all.length, equations }, whole([...costs, ...all.map(() => 0)]));
        const theirs = solve({
          direction: 'minimize',
          objective: 'cost',
          constraints: Object.fromEntries(all.map(([, max], index) => [`row ${index}`, { max }])),
          variables: Object.fromEntries(
            costs.map((cost, column) => [
              `x${column}`,
              Object.fromEntries([['cost', cost], ...all.map(([row], index) => [`row ${index}`, row[column] ?? 0])]),
            ]),
          ),
        });
        if (typeof ours === 'string') expect.unreachable();
        const { numerator, denominator } = ours.value;
        expect(Number(numerator) / Number(denominator)).toBeCloseTo(theirs.result, 6);
      }),
      { numRuns: 300 },
    );
  });
});
