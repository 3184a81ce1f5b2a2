import { parseArgs } from 'node:util';

/** What the engine is told on its command line. */
export interface Arguments {
  /** The engine's own files; one engine per folder. */
  data: string;
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** Another TCP port on 127.0.0.1, at which the reader alone is known; absent: none. */
  readerPort: number | undefined;
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
      'reader-port': { type: 'string' },
      spool: { type: 'string' },
      credentials: { type: 'string' },
      joined: { type: 'string' },
    },
  });
  const readerPort = values['reader-port'];
  return {
    data: required('data', values.data),
    port: portOf('port', values.port, 0),
    readerPort: readerPort === undefined ? undefined : portOf('reader-port', readerPort, 1),
    spool: required('spool', values.spool),
    credentials: required('credentials', values.credentials),
    joined: values.joined,
  };
}

function portOf(name: string, text: string, least: number): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= least && port <= 65_535) return port;
  throw new TypeError(`--${name} requires a number from ${least} to 65535`);
}

function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new TypeError(`--${name} requires a path`);
}
