import type { LoggerService } from '@nestjs/common';

/** Nest's roll-call of modules and routes at start tells an operator nothing to act on. */
const ROLL_CALL = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** A key of ours, wherever it got in: in an address, or quoted by a library's error. */
const SECRET = /(uw_[0-9a-f]{8})_[A-Za-z0-9_-]{43}/g;

type Level = 'debug' | 'info' | 'warn' | 'error';

/** Writes one JSON object a line, so that whatever a message holds cannot forge a second line; no key of ours is in it. */
export class JsonLogger implements LoggerService {
  /** @param write  gets whole lines, without the line break */
  constructor(private readonly write: (line: string) => void) {}

  log(message: unknown, ...more: unknown[]): void {
    if (ROLL_CALL.has(String(more.at(-1)))) return;
    this.#line('info', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.#line('warn', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.#line('error', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.#line('debug', message, more);
  }

  /** The last of what Nest passes names who speaks. */
  #line(level: Level, message: unknown, more: readonly unknown[]): void {
    const context = more.at(-1);
    const details = more.slice(0, -1).filter((detail) => detail !== undefined);
    const said =
      typeof message === 'object' && message !== null && !(message instanceof Error)
        ? message
        : { message: message instanceof Error ? (message.stack ?? message.message) : String(message) };
    const line = JSON.stringify({
      level,
      // The log tells when it was written, also where decisions follow a clock that stands still.
      time: new Date().toISOString(),
      ...(typeof context === 'string' ? { context } : {}),
      ...said,
      ...(details.length > 0 ? { details: details.map(String) } : {}),
    });
    this.write(line.replace(SECRET, '$1_…'));
  }
}
