import { HOUR } from '#usage/window';

/**
 * An account that is refused every 20 seconds and calls on: `limit-hammering` finds it in every window that holds an hour of it.
 *
 * @param account  as the log has it
 * @param from     start of the first call
 * @param hours    how long
 * @returns        NDJSON, each line ended
 */
export function hammering(account: string, from: Date, hours: number): string {
  return Array.from({ length: (hours * HOUR) / 20_000 }, (_, index) => {
    const at = new Date(from.getTime() + index * 20_000).toISOString();
    return `${JSON.stringify({ source: 's', id: `${account} ${at}`, at, account, status: 429, model: 'm' })}\n`;
  }).join('');
}
