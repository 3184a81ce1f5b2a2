import { Random } from './random.js';

/** A line that must not be stored, and what is wrong with it. */
export interface BadLine {
  readonly line: string;
  /** What is wrong, in a few plain words. */
  readonly because: string;
  /** Field at fault; absent when the line is no record at all. */
  readonly field?: string;
}

/** Ways to break a field: name, value, reason. A value of `undefined` takes the field away. */
const FAULTS: readonly (readonly [string, unknown, string])[] = [
  ['source', undefined, 'required field is missing'],
  ['id', undefined, 'required field is missing'],
  ['at', undefined, 'required field is missing'],
  ['account', undefined, 'required field is missing'],
  ['source', '', 'empty'],
  ['id', '', 'empty'],
  ['account', '', 'empty'],
  ['account', 12, 'not a string'],
  ['account', null, 'required field is null'],
  ['account', 'a'.repeat(257), 'longer than 256 bytes'],
  ['source', 's'.repeat(129), 'longer than 128 bytes'],
  ['id', 'i'.repeat(257), 'longer than 256 bytes'],
  ['at', 'yesterday', 'not an instant'],
  ['at', '2026-02-30T10:00:00Z', 'a day that does not exist'],
  ['at', '2026-09-01 10:00:00', 'no zone'],
  ['at', 1_790_000_000, 'not a string'],
  ['at', '1969-12-31T23:59:59Z', 'before 1970'],
  ['at', '2106-01-01T00:00:00Z', 'after 2105'],
  ['ip', '300.1.2.3', 'not an address'],
  ['ip', 'localhost', 'not an address'],
  ['country', 'Germany', 'not a country code'],
  ['network_class', 'satellite', 'unknown kind of network'],
  ['input_tokens', -5, 'negative'],
  ['input_tokens', 12.5, 'not a whole number'],
  ['output_tokens', '140', 'a number in quotes'],
  ['output_tokens', 4_294_967_296, 'beyond 32 bits'],
  ['cost_usd', -0.01, 'negative'],
  ['cost_usd', '0.02', 'a number in quotes'],
  ['status', 70_000, 'beyond 16 bits'],
  ['status', true, 'not a number'],
  ['top_p', 1.5, 'above 1'],
  ['stream', 'yes', 'not true or false'],
  ['tools', 'search', 'not a list'],
  ['moderation', { hate: 1.2 }, 'score above 1'],
  ['moderation', [0.4], 'not an object'],
  ['prompt', ['Hello'], 'not a string'],
  ['tokens', 12, 'unknown field'],
  ['Account', 'acct_capital', 'unknown field'],
  ['ip_address', '10.0.0.1', 'unknown field'],
];

/** Lines that are no record at all. */
const NO_RECORDS: readonly (readonly [(line: string) => string, string])[] = [
  [(line) => line.slice(0, -20), 'cut off'],
  [(line) => `${line}${line}`, 'two objects on one line'],
  [(line) => `[${line}]`, 'a list, not an object'],
  [() => 'ERROR upstream timed out', 'not JSON'],
  [(line) => line.replace('"status":', '"status":NaN,"was":'), 'not JSON'],
];

/**
 * Lines each broken in exactly one way, to show the quarantine at work. The world itself holds none.
 *
 * @param seed   as of the world
 * @param until  end of the world; lines lie in its last hour
 * @returns      44 lines, the same for the same arguments
 */
export function badLines(seed: number, until: Date): BadLine[] {
  const random = new Random(seed).fork(40);
  const good = (index: number): Record<string, unknown> => ({
    source: 'gateway-eu',
    id: `bad_${index}_${random.hex(6)}`,
    at: new Date(until.getTime() - random.between(1, 3_599) * 1_000).toISOString(),
    account: `acct_${random.hex(7)}`,
    model: 'aurel-3-mini',
    input_tokens: random.between(20, 900),
    output_tokens: random.between(20, 300),
    status: 200,
  });
  const faulty = FAULTS.map(([field, value, because], index): BadLine => {
    const record = good(index);
    if (value === undefined) delete record[field];
    else record[field] = value;
    return { line: JSON.stringify(record), because, field };
  });
  const broken = NO_RECORDS.map(
    ([breaks, because], index): BadLine => ({ line: breaks(JSON.stringify(good(FAULTS.length + index))), because }),
  );
  return [...faulty, ...broken];
}
