import type { Window } from '#usage/window';
import { type Clause, parseClause, printClause } from './clause.js';
import { HuntError } from './hunt-error.js';

/** An ad-hoc question over usage: calls of a window that meet every clause. */
export interface Hunt extends Window {
  /** In the order of their text, each once. */
  readonly where: readonly Clause[];
}

/** Clauses of a hunt at most; more than anybody reads. */
const MOST_CLAUSES = 20;

/** A hunt as it stands in an address. */
export interface HuntText {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly where?: readonly string[] | undefined;
}

/**
 * Reads a hunt.
 *
 * @returns the hunt; without a window where neither end is given, since only the warehouse can tell what that would cost
 * @throws {HuntError} naming the part and what it takes
 */
export function parseHunt({ from, until, where = [] }: HuntText): Hunt | { readonly where: Hunt['where'] } {
  if (where.length > MOST_CLAUSES) {
    throw new HuntError('where', `a hunt has at most ${MOST_CLAUSES} clauses`, 'join tests by | or values by commas');
  }
  const byText = new Map(where.map(parseClause).map((clause) => [printClause(clause), clause]));
  const clauses = [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, clause]) => clause);
  if (from === undefined && until === undefined) return { where: clauses };
  const window = { from: edge('from', from), until: edge('until', until) };
  if (window.from >= window.until) throw new HuntError('until', 'must lie after from', 'swap or mend them');
  return { ...window, where: clauses };
}

/** Whether a hunt says which window it is about. */
export function hasWindow(hunt: Hunt | { readonly where: Hunt['where'] }): hunt is Hunt {
  return 'from' in hunt;
}

/** Writes a hunt as the search part of an address, in its one form: whoever asks the same has the same address. */
export function printHunt(hunt: Hunt | { readonly where: Hunt['where'] }): string {
  const window: [string, string][] = hasWindow(hunt)
    ? [
        ['from', hunt.from.toISOString()],
        ['until', hunt.until.toISOString()],
      ]
    : [];
  const where = hunt.where.map((clause): [string, string] => ['where', printClause(clause)]);
  return new URLSearchParams([...window, ...where]).toString();
}

/** First instant beyond what usage holds. */
const END_OF_TIME = Date.parse('2106-01-01T00:00:00Z');

function edge(part: 'from' | 'until', text: string | undefined): Date {
  const at =
    text === undefined || !/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(text)
      ? undefined
      : new Date(text);
  const isReal =
    at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text?.slice(0, 10) ?? '');
  if (!isReal || at.getTime() < 0 || at.getTime() >= END_OF_TIME) {
    throw new HuntError(part, 'must be an instant in UTC', 'write it like 2026-09-01 or 2026-09-01T06:00:00Z');
  }
  return at;
}
