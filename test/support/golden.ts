import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/**
 * Compares text with a golden file; `GOLDEN=write` (npm run golden) re-makes the file, for review as a diff.
 *
 * @param file  address of the golden file
 */
export async function expectGolden(text: string, file: URL): Promise<void> {
  if (process.env.GOLDEN === 'write') {
    await mkdir(dirname(fileURLToPath(file)), { recursive: true });
    await writeFile(file, text);
  }
  expect(text).toBe(await readFile(file, 'utf8'));
}
