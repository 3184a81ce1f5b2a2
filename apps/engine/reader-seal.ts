import { Fault } from './fault.js';
import type { Parameters } from './parameters.js';
import { READABLE } from './reader-statement.js';

/** What one reading may cost; a request may ask for less, never for more. */
const LIMITS = {
  /** Seconds. */
  max_execution_time: 30,
  /** Bytes; far above a dashboard's questions, far below what would starve ingest. */
  max_memory_usage: 2 * 1024 ** 3,
  /** Bytes; a month of ten million calls a day, every column of them. */
  max_bytes_to_read: 1024 ** 4,
  max_result_rows: 1_000_000,
  max_result_bytes: 512 * 1024 ** 2,
};

/** Settings of how many rows are wanted, how they are written and how the request travels; `output_format_schema` would write a file. */
const HARMLESS =
  /^(?:limit|offset|output_format_(?:json|csv|tsv|values|pretty|parquet|arrow|decimal)_[a-z0-9_]+|date_time_output_format|session_timezone|extremes|http_[a-z_]+|send_progress_in_http_headers|cancel_http_readonly_queries_on_client_close|format_csv_delimiter)$/;

/** Settings of how a question is carried out, none of which changes what it answers or may cost. */
export const MANNERS: ReadonlySet<string> = new Set([
  'enable_materialized_cte',
  'optimize_and_compare_chain',
  'optimize_aggregators_of_group_by_keys',
  'optimize_group_by_function_keys',
  'optimize_redundant_functions_in_order_by',
  'preferred_block_size_bytes',
]);

/** Database clients name when they mean none in particular. */
const UNSAID = 'default';

/**
 * A reader's parameters as the engine gets them, and the settings that seal its session.
 *
 * Sessions are not kept for readers: they can leave nothing in one.
 *
 * @throws {Fault} READONLY for a setting that is not theirs, ACCESS_DENIED for another database
 */
export function sealed(parameters: Parameters): { parameters: Parameters; seal: [string, string][] } {
  const { database = UNSAID } = parameters;
  if (database !== UNSAID && database !== READABLE) {
    throw new Fault(497, 'ACCESS_DENIED', `reader: Not enough privileges for database ${database}`);
  }
  const settings = new Map<string, string>();
  const limits = new Map<string, number>(Object.entries(LIMITS));
  for (const [name, value] of parameters.settings) {
    const limit = limits.get(name);
    if (limit !== undefined) limits.set(name, lowered(limit, Number(value)));
    else if (HARMLESS.test(name) || MANNERS.has(name)) settings.set(name, value);
    else if (name !== 'readonly') throw new Fault(164, 'READONLY', `Cannot modify '${name}' setting in readonly mode`);
  }
  const seal: [string, string][] = [...limits].map(([name, limit]) => [name, String(limit)]);
  return {
    parameters: { ...parameters, database: READABLE, session: undefined, settings },
    // Last, since nothing can be set behind it.
    seal: [...seal, ['result_overflow_mode', 'throw'], ['timeout_overflow_mode', 'throw'], ['readonly', '1']],
  };
}

/** Zero means unlimited to the engine, so it lowers nothing. */
function lowered(limit: number, wanted: number): number {
  return wanted > 0 && wanted < limit ? wanted : limit;
}
