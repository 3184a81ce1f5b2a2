import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ListedNetwork, type ListFault, NetworkList } from '#ingest/networks/network-list';
import { ASK_LIST, DROP_OTHERS } from '#ingest/networks/published-list';
import type { Warehouse } from '#warehouse/warehouse';

/** Networks that one request carries; about a megabyte. */
const AT_ONCE = 10_000;

/** Faults told of one file; a list with wrong columns would have millions. */
const MOST_FAULTS = 20;

/** Bytes of a list; 5 million networks need about a quarter of it. */
const LARGEST = 1_073_741_824;

/** A list was refused whole; the list before it stays. */
class NetworkListError extends Error {
  override readonly name = 'NetworkListError';
}

/** How far the reading has come. */
export interface ListProgress {
  readonly bytes: number;
  readonly size: number;
  readonly networks: number;
}

/**
 * Replaces the list of networks by what a file holds, all of it or nothing.
 *
 * Nothing is asked before the last line was checked; until then, and when it is broken off, the list before it holds.
 *
 * @param path    CSV with a header line
 * @param tell    gets the progress, many times
 * @param signal  breaks the work off between two requests
 * @returns       networks of the new list
 * @throws {NetworkListError} naming line, column and limit of the first faults
 */
export async function loadNetworks(
  warehouse: Warehouse,
  path: string,
  tell: (progress: ListProgress) => void,
  signal: AbortSignal,
): Promise<number> {
  const list = randomBytes(16).toString('hex');
  const reader = new NetworkList();
  const faults: ListFault[] = [];
  let waiting: ListedNetwork[] = [];
  let requests = 0;
  const send = async () => {
    signal.throwIfAborted();
    const token = `${list}${(requests++).toString(16).padStart(8, '0')}`;
    await warehouse.write(
      'network',
      waiting.map((network) => ({ list, ...network })),
      token,
      'sealed',
    );
    waiting = [];
  };
  const file = await open(path).catch((error: Error) => {
    throw new NetworkListError(`${path} cannot be read: ${error.message}`, { cause: error });
  });
  try {
    const { size } = await file.stat();
    if (size > LARGEST) throw new NetworkListError(`${path} has ${size} bytes; a list may have ${LARGEST}`);
    let bytes = 0;
    for await (const line of file.readLines({ encoding: 'utf8' })) {
      bytes += Buffer.byteLength(line) + 1;
      const read = reader.read(line);
      if (isFaulty(read)) faults.push(...read);
      else if (read !== undefined) waiting.push(read);
      if (faults.length >= MOST_FAULTS || faults[0]?.column === 'header') break;
      if (faults.length > 0) waiting = [];
      if (waiting.length >= AT_ONCE) {
        await send();
        tell({ bytes, size, networks: reader.networks });
      }
    }
  } finally {
    await file.close();
  }
  if (faults.length > 0) throw refused(path, faults);
  if (reader.networks === 0) throw new NetworkListError(`${path} holds no network; the list before it stays`);
  await send();
  await warehouse.write('network_list', [{ list, file: basename(path), networks: reader.networks }], list, 'sealed');
  await warehouse.change(ASK_LIST);
  for (const statement of DROP_OTHERS) await warehouse.change(statement, { list });
  return reader.networks;
}

function isFaulty(read: ReturnType<NetworkList['read']>): read is readonly ListFault[] {
  return Array.isArray(read);
}

function refused(path: string, faults: readonly ListFault[]): NetworkListError {
  const told = faults.slice(0, MOST_FAULTS).map(({ line, column, message }) => `line ${line}, ${column}: ${message}`);
  const more = faults.length >= MOST_FAULTS ? ['and maybe more'] : [];
  return new NetworkListError([`${path} was refused whole; the list before it stays`, ...told, ...more].join('\n  '));
}
