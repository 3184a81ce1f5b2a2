import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgreedClock, agreedOffset } from './agreed-clock.js';
import { Clock } from './clock.js';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const NOON = Date.UTC(2026, 5, 1, 12);

/** A machine's clock that somebody sets, beside true time that goes on. */
class Machine extends Clock {
  /** Milliseconds since noon in truth. */
  passed = 0;
  /** Milliseconds by which its clock is ahead. */
  ahead = 0;
  /** How many seconds its clock counts in one. */
  rate = 1;

  override now(): Date {
    return new Date(NOON + this.passed * this.rate + this.ahead);
  }
  truth = () => NOON + this.passed;
  steady = () => 5_000 + this.passed;
}

const store =
  (machine: Machine, ahead = 0) =>
  () =>
    Promise.resolve(new Date(machine.truth() + ahead));
const silent = () => Promise.reject(new Error('does not answer'));

function clockOf(machine: Machine, others: readonly (() => Promise<Date>)[] = [store(machine), store(machine)]) {
  return new AgreedClock(others, machine, machine.steady);
}

/** Milliseconds by which the time told is ahead of the truth. */
const error = (clock: Clock, machine: Machine) => clock.now().getTime() - machine.truth();

describe('the time', () => {
  it('is the machine’s while its clock is within a minute of another', async () => {
    const machine = Object.assign(new Machine(), { ahead: 59_000 });
    const clock = clockOf(machine, [store(machine), silent]);
    await clock.look();
    expect(error(clock, machine)).toBe(59_000);
  });

  it.each([-400 * DAY, -DAY, DAY, 400 * DAY])('is set right on a machine %i ms ahead', async (ahead) => {
    const machine = Object.assign(new Machine(), { ahead });
    const clock = clockOf(machine);
    await clock.look();
    expect(error(clock, machine)).toBe(0);
  });

  it('goes on when the machine’s clock jumps between two looks', async () => {
    const machine = new Machine();
    const clock = clockOf(machine);
    await clock.look();
    Object.assign(machine, { passed: 20_000, ahead: -DAY });
    expect(error(clock, machine)).toBe(0);
  });

  it('keeps its pace on a machine whose clock runs at double rate', async () => {
    const machine = Object.assign(new Machine(), { rate: 2 });
    const clock = clockOf(machine);
    await clock.look();
    for (machine.passed = 0; machine.passed < 90 * MINUTE; machine.passed += 10_000)
      expect(error(clock, machine)).toBeLessThanOrEqual(MINUTE);
  });

  it('follows a machine whose clock was set right, once another agrees', async () => {
    const machine = Object.assign(new Machine(), { ahead: 400 * DAY });
    const others = [silent, silent] as (() => Promise<Date>)[];
    const clock = clockOf(machine, others);
    await clock.look();
    machine.ahead = 0;
    expect(error(clock, machine)).toBe(400 * DAY);
    others[0] = store(machine);
    await clock.look();
    expect(error(clock, machine)).toBe(0);
  });

  it('goes on as before while no two clocks agree', async () => {
    const machine = new Machine();
    const others: (() => Promise<Date>)[] = [store(machine), store(machine)];
    const clock = clockOf(machine, others);
    await clock.look();
    others.splice(0, 2, silent, store(machine));
    Object.assign(machine, { passed: DAY, ahead: DAY });
    await clock.look();
    expect(error(clock, machine)).toBe(0);
  });

  it('is not led astray by one store whose clock is wrong', () => {
    const wrong = fc.integer({ min: -400 * DAY, max: 400 * DAY }).filter((ahead) => Math.abs(ahead) > MINUTE);
    const right = fc.integer({ min: -MINUTE, max: MINUTE });
    fc.assert(
      fc.property(wrong, right, fc.boolean(), (far, near, first) => {
        expect(agreedOffset(first ? [far, near] : [near, far])).toBe(0);
      }),
    );
  });

  it('is nobody’s when three clocks tell three times', () => {
    expect(agreedOffset([-DAY, DAY])).toBeUndefined();
    expect(agreedOffset([DAY, DAY + MINUTE])).toBe(DAY + MINUTE);
  });
});
