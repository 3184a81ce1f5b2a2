import { parseArgs } from 'node:util';

/** What the engine is told on its command line. */
export interface Arguments {
  /** The engine's own files; one engine per folder. */
  data: string;
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  port: number;
  spool: string;
  credentials: string;
  /** Folder of processes that keep the engine alive beside its parent. */
  joined: string | undefined;
}

/** @throws {TypeError} for a missing or unknown option */
export function argumentsOf(words: string[]): Arguments {
  const { values } = parseArgs({
    args: words,
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      spool: { type: 'string' },
      credentials: { type: 'string' },
      joined: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError('--port requires a number from 0 to 65535');
  return {
    data: required('data', values.data),
    port,
    spool: required('spool', values.spool),
    credentials: required('credentials', values.credentials),
    joined: values.joined,
  };
}

function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new TypeError(`--${name} requires a path`);
}
