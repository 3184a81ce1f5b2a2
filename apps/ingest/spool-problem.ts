import { Problem } from '#platform/http/problem';
import { SpoolError } from '#spool/spool-error';

/** Why a spool may not take a body, and what the sender is told to do. */
const REFUSALS = {
  full: [429, 'spool_full', 'more has arrived than the warehouse has taken yet'],
  disk: [503, 'disk_full', 'the disk of the spool is nearly full'],
  broken: [503, 'spool_broken', 'the spool cannot be written'],
  busy: [429, 'busy', 'too many bodies are under way at once'],
  closed: [503, 'ending', 'the service is about to end'],
} as const;

/**
 * What a sender is told whose body the spool did not take.
 *
 * @param error  what the spool said; anything else is handed on
 */
export function spoolProblem(error: unknown): unknown {
  return error instanceof SpoolError ? refusal(error.reason, error) : error;
}

/** The answer to a body that is refused before it is read. */
export function refusal(reason: keyof typeof REFUSALS, cause?: unknown): Problem {
  const [status, code, message] = REFUSALS[reason];
  return new Problem(status, code, message, 'send the same body again later; nothing of it was taken', { cause });
}
