import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { draftPatch } from './draft-patch.js';
import { parseHunt } from './hunt.js';

const hunt = parseHunt({
  from: '2026-01-01',
  until: '2026-02-01',
  where: ["model:is:it's,a\\\\b", 'status:from:400|temperature:below:0.7', 'domains:has:x'],
});

describe('a detector drafted from a hunt', () => {
  it('is a patch that git applies, with three files of a detector in shadow', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'usewatch-draft-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'draft.patch'), draftPatch(hunt, 'odd-models', 'key'));
    await promisify(execFile)('git', ['apply', 'draft.patch'], { cwd: folder });
    const read = (file: string) => readFile(join(folder, 'libs/detect/odd-models', file), 'utf8');
    expect(await read('odd-models.ts')).toContain("stage: 'shadow',");
    expect(await read('odd-models.test.ts')).toContain("from './odd-models.js'");
    const sql = await read('odd-models.sql');
    expect(sql).toContain("AND (model IN ['a\\\\b', 'it\\'s'])\n");
    expect(sql).toContain('AND (status >= toUInt64(400) OR ifNull(temperature < toFloat32(0.7), 0))\n');
    expect(sql.match(/\{\w+:/g)).toEqual(['{from:', '{until:', '{from:', '{until:']);
  });

  it('needs something to look for', () => {
    expect(() => draftPatch(parseHunt({}), 'everybody', 'account')).toThrow(/needs a clause/);
  });
});
