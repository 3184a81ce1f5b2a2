import { type FalseAlarms, falseAlarms } from '#detect/false-alarms';

/** How often a score as high was given to honest accounts; null where that version of the detector was not measured. */
export function calmRate(finding: {
  readonly detector: string;
  readonly version: number;
  readonly score: number;
}): FalseAlarms | null {
  const { detector: name, version, score } = finding;
  return falseAlarms({ name, version }, score) ?? null;
}

/** The rate in a column, per account-day. */
export function shortRate(rate: FalseAlarms | null): string {
  if (rate === null) return 'not measured';
  return `${rate.isBound ? '< ' : ''}${rate.rate.toExponential(1)}`;
}

/** The rate as a sentence. */
export function toldRate(rate: FalseAlarms | null): string {
  if (rate === null) return 'not measured for this version';
  const days = `${rate.accountDays.toLocaleString('en')} account-days of calm traffic`;
  return rate.isBound
    ? `none in ${days} scored as high: below ${rate.rate.toExponential(1)} an account-day`
    : `${rate.named} of ${days} scored as high: ${rate.rate.toExponential(1)} an account-day`;
}
