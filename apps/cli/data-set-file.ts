import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openSource } from '#spool/source';
import { CommandError } from './command.js';
import { printable } from './table.js';

/** Characters of a table; it is held in memory at once, its lines at some hundred bytes each. */
const LONGEST = 400_000_000;

/** How a file may be packed. */
const ENDINGS = ['', '.gz', '.zst'];

/**
 * Finds a file of a data set folder, plain or packed.
 *
 * @param name  without the ending of a packed file, such as `truth.csv`
 * @returns     its path, or undefined when it is not there
 * @throws {CommandError} when there is no such folder, or the file lies there twice
 */
export async function dataSetFile(folder: string, name: string): Promise<string | undefined> {
  const facts = await stat(folder).catch((cause) => {
    throw new CommandError(`${folder} does not exist; name a folder with a data set`, { cause });
  });
  if (!facts.isDirectory()) throw new CommandError(`${folder} is a file; name the folder it lies in`);
  const paths = ENDINGS.map((ending) => join(folder, `${name}${ending}`));
  const there = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => [path],
        () => [],
      ),
    ),
  );
  const [found, twin] = there.flat();
  if (twin !== undefined)
    throw new CommandError(`${found} and ${twin} are both there; remove the one that does not count`);
  return found;
}

/**
 * Reads a table of a data set folder.
 *
 * @param read  makes sense of its text
 * @throws {CommandError} naming the file and what does not fit
 * @throws {SourceError}  when it is cut off or may not be read
 */
export async function readTable<T>(path: string, read: (csv: string) => T): Promise<T> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of (await openSource(path, process.stdin)).bytes()) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > LONGEST)
      throw new CommandError(`${path} holds more than ${LONGEST} characters; split the data set`);
  }
  try {
    return read(text + decoder.decode());
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(`${path}: ${printable(error.message)}`, { cause: error });
  }
}
