/** How much a line that was not stored matters: something is lost, something disagrees, or nothing is wrong. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Weighs what became of a line.
 *
 * @param outcome  of a line that was not stored
 * @param reason   as the books name it
 */
export function severityOf(outcome: 'duplicate' | 'quarantined' | 'dropped', reason: string): Severity {
  if (outcome !== 'duplicate') return 'error';
  return reason === 'repeat' ? 'info' : 'warning';
}
