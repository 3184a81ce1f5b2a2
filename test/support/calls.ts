/** Calls of one account at a steady beat. */
export interface Calls {
  readonly account: string;
  /** Left out, the log names no key. */
  readonly key?: string;
  /** Start of the first call. */
  readonly from: string;
  readonly seconds: number;
  readonly count: number;
  /** Statuses, over and over; what is not 200 is what the account is told. */
  readonly statuses: readonly number[];
}

/**
 * Writes usage records that keep a beat, so that a story stays the same to the byte.
 *
 * @param all  any number of accounts
 * @returns    NDJSON in the order of time
 */
export function callsAsUsage(all: readonly Calls[]): string {
  const records = all.flatMap(({ account, key, from, seconds, count, statuses }) =>
    Array.from({ length: count }, (_, index) => {
      const status = statuses[index % statuses.length] ?? 200;
      const at = new Date(Date.parse(from) + index * seconds * 1_000).toISOString();
      const limited = status === 429 ? { error: 'rate_limit_exceeded', limit_type: 'requests' } : {};
      return { source: 'gateway', id: `${account} ${from} ${index}`, at, account, key, status, ...limited };
    }),
  );
  records.sort((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1));
  return `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
}
