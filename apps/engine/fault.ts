/** A refusal or failure as ClickHouse words it: number, name and text, with the HTTP status it travels under. */
export class Fault extends Error {
  constructor(
    readonly code: number,
    readonly type: string,
    message: string,
    readonly status: number = statusOf(type),
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'Fault';
  }

  /** The line clients take apart. */
  text(version: string): string {
    return `Code: ${this.code}. DB::Exception: ${this.message.replace(ENDING, '.')} (${this.type}) (version ${version})\n`;
  }
}

/** Dots and blanks at the end, looked for where they begin: a message may quote what somebody wrote. */
const ENDING = /(?<![\s.])[\s.]*$/;

const WRAPPED = /^Code: (\d+)\. DB::Exception: ([\s\S]*?)(?: \(version [^)]*\))?(?:\. )?\(([A-Z][A-Z0-9_]{2,})\)\s*$/;
/** Where request bodies were parked is nobody's business, and the file is gone when the message is read. */
const SPOOL_TRACE =
  /(?:(?<!\s)|(?=:)):?\s*(?:\(in file\/uri [^)]*\)|While executing File|data for INSERT was parsed from file)/g;

/**
 * What the engine said, without the second wrapping it puts around failures of inserts.
 *
 * @param cause  whatever the engine's binding threw
 */
export function faultOf(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  let message = cause instanceof Error ? cause.message : String(cause);
  let code = 1001;
  let type = 'STD_EXCEPTION';
  for (let outer = WRAPPED.exec(message); outer !== null; outer = WRAPPED.exec(message)) {
    code = Number(outer[1]);
    message = outer[2] ?? '';
    type = outer[3] ?? type;
  }
  return new Fault(code, type, message.replace(SPOOL_TRACE, '').trim(), statusOf(type), { cause });
}

/** HTTP status of a ClickHouse error name, as its HTTP interface chooses it. */
function statusOf(type: string): number {
  if (type === 'REQUIRED_PASSWORD') return 401;
  if (type === 'AUTHENTICATION_FAILED' || type === 'ACCESS_DENIED' || type === 'UNKNOWN_USER') return 403;
  if (type === 'TIMEOUT_EXCEEDED' || type === 'SOCKET_TIMEOUT') return 408;
  if (type === 'QUERY_IS_TOO_LARGE') return 413;
  if (type === 'NOT_IMPLEMENTED') return 501;
  if (/^UNKNOWN_(?!PACKET|EXCEPTION)/.test(type)) return 404;
  if (
    /SYNTAX|PARSE|^ILLEGAL|^INCORRECT|^BAD_|^TYPE_MISMATCH|^INVALID|^TOO_BIG_AST|^TOO_DEEP_AST|OUT_OF_BOUND/.test(type)
  )
    return 400;
  return 500;
}
