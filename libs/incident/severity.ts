import type { Finding, Severity } from '#detect/detector';

/** Mildest first. */
const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** Accounts from which a case is one step graver: ten are no longer one person's spares, a hundred are an industry. */
const MANY = 10;
const VERY_MANY = 100;

/**
 * How urgently an incident wants attention.
 *
 * Only distinct accounts raise it, and only past the stricter threshold: hits are cheap to make, and a mere
 * suspicion of many accounts is the commonest false alarm.
 *
 * @param usual     severity the detector gives to anything it finds
 * @param point     the strictest threshold any finding passed
 * @param accounts  distinct accounts that take part
 */
export function severityOf(usual: Severity, point: Finding['point'], accounts: number): Severity {
  const steps = point === 'report' ? 0 : Number(accounts >= MANY) + Number(accounts >= VERY_MANY);
  return SEVERITIES[Math.min(SEVERITIES.indexOf(usual) + steps, SEVERITIES.length - 1)] as Severity;
}
