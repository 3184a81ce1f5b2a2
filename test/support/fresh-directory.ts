import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copiedTemplate } from './copied-template.js';
import { runUsewatch } from './run-usewatch.js';

/**
 * Makes a data directory as a first command leaves it: stores set up and migrated, nothing running, nobody's data.
 *
 * @param path  empty or missing; a temporary folder when left out
 * @returns     its path
 */
export async function freshDirectory(path?: string): Promise<string> {
  const directory = path ?? (await mkdtemp(join(tmpdir(), 'usewatch-data-')));
  const make = async (template: string) => {
    const { code, err } = await runUsewatch(template, ['key', 'list']);
    if (code !== 0) throw new Error(`no data directory could be made: ${err}`);
    // It says where stores ran that are gone; their ports may be others' by now.
    await rm(join(template, 'run'), { recursive: true });
  };
  await copiedTemplate('installation', make, directory);
  return directory;
}
