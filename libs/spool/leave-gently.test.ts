import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { leaveGently } from './leave-gently.js';

const folder = await mkdtemp(join(tmpdir(), 'usewatch-leave-'));
afterAll(() => rm(folder, { recursive: true }));

const NAME = 'batches-000000000001-00-00000000000000000000000000000001';
const paths = { data: join(folder, `${NAME}.ndjson`), journal: join(folder, `${NAME}.journal`) };

describe('a segment that leaves', () => {
  it('is gone at once, by a name that the next start removes, and its bytes soon after', async () => {
    await writeFile(paths.data, '');
    await truncate(paths.data, 40 << 20);
    await writeFile(paths.journal, '');
    const { bytes } = await leaveGently(paths);
    expect(await readdir(folder)).toEqual([`.${NAME}.ndjson`]);
    await bytes;
    expect(await readdir(folder)).toEqual([]);
  });

  it('may have lost its data, as one whose removal a dead process had begun', async () => {
    await writeFile(paths.journal, '');
    const { bytes } = await leaveGently(paths);
    await bytes;
    expect(await readdir(folder)).toEqual([]);
  });
});
