const WHOLE = new Intl.NumberFormat('en');
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const MONEY = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });

export const whole = (count: number): string => WHOLE.format(count);

/** Four digits and fewer as they are; beyond, `12.3K`. */
export const short = (count: number): string => (count < 10_000 ? WHOLE.format(count) : SHORT.format(count));

/** @param cents  US cents */
export const dollars = (cents: number): string => MONEY.format(cents / 100);

/** @param part  0..1 */
export const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** One account, two accounts. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(count)} ${count === 1 ? one : many}`;
}

/** A number as a finding gives it: whole ones whole, others with three digits that matter. */
export function plain(value: number): string {
  return Number.isInteger(value) ? WHOLE.format(value) : String(Number(value.toPrecision(3)));
}
