/** ClickHouse error codes that a later attempt may not meet: memory, load, network, time and read-only moments. */
const PASSING_CODES = new Set([
  '159',
  '164',
  '202',
  '203',
  '209',
  '210',
  '236',
  '241',
  '242',
  '243',
  '252',
  '394',
  '425',
  '999',
]);

/** System errors of a connection that was refused, cut or timed out. */
const NETWORK_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The warehouse could not do what was asked; the message says what, where and what to do next. */
export class WarehouseError extends Error {
  override readonly name = 'WarehouseError';

  /**
   * @param message   what failed, where, and what to do next; never holds a value from a record
   * @param question  name of the question or table concerned
   * @param retryable whether the same call may succeed later without a change
   * @param cause     the error underneath; absent where it could hold a key
   * @param code      of ClickHouse, such as 159 for one that took too long; empty when it has none
   */
  constructor(
    message: string,
    readonly question: string,
    readonly retryable: boolean,
    override readonly cause?: unknown,
    readonly code = '',
  ) {
    super(message);
  }
}

interface Underlying {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
}

/**
 * Wraps whatever a client call threw.
 *
 * @param error     what was thrown
 * @param question  name of the question or table concerned
 * @param url       address of the warehouse; credentials in it are left out of the message
 */
export function warehouseError(error: unknown, question: string, url: string): WarehouseError {
  if (error instanceof WarehouseError) return error;
  const { code, message, cause } = (error ?? {}) as Underlying;
  const place = new URL(url).host;
  const text = typeof message === 'string' ? message : String(error);
  const network =
    NETWORK_ERRORS.has(String(code)) ||
    NETWORK_ERRORS.has(String((cause as Underlying | undefined)?.code)) ||
    /socket hang up|Timeout error|aborted/i.test(text);
  if (network) {
    return new WarehouseError(
      `the warehouse at ${place} does not answer (${code ?? text}) for ${question}; check that ClickHouse runs there and CLICKHOUSE_URL is right, then try again`,
      question,
      true,
      error,
    );
  }
  // ClickHouse always gives a reason; what stands before it, such as a proxy that refuses a long address, may give none.
  if (text === '') {
    return new WarehouseError(
      `what answers at ${place} refused ${question} and gave no reason; see that no proxy before ClickHouse limits an address to less than 1 MiB`,
      question,
      true,
    );
  }
  const number = String(code ?? /^Code: (\d+)/.exec(text)?.[1] ?? '');
  return new WarehouseError(
    `the warehouse at ${place} refused ${question}: ${withoutConstants(text)}`,
    question,
    PASSING_CODES.has(number),
    undefined,
    number,
  );
}

/** Begins only where blanks begin: a message may quote what somebody wrote, a hundred thousand blanks too. */
const WHERE_IT_WAS = /(?:(?<!\s)|(?=:)):?\s*\b(?:while (?:executing|processing|pushing)|in scope)\b/i;

/**
 * What went wrong, without the expression it went wrong in: ClickHouse prints constants there, and in the views that
 * take logs in those are made of keys. For the same reason the error underneath is not handed on.
 */
function withoutConstants(text: string): string {
  return (text.split(WHERE_IT_WAS)[0] ?? '').slice(0, 500);
}
