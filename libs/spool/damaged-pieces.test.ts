import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { damagedFolder, removeFromDamaged, searchDamaged } from './damaged-pieces.js';
import { waitingSegments } from './waiting-segments.js';

const place = await mkdtemp(join(tmpdir(), 'usewatch-pieces-'));
afterAll(() => rm(place, { recursive: true }));

let spool = '';
beforeEach(async () => {
  spool = await mkdtemp(join(place, 'spool-'));
});

const ofAnn = (record: Readonly<Record<string, unknown>>) => record.account === 'ann';
const [ann, bob, broken] = ['{"account":"ann"}\n', '{"account":"bob"}\n', '{"account":"ann\n'];

/** Lays pieces into the folder, each with a journal beside it. */
async function lay(pieces: Readonly<Record<string, string | Buffer>>): Promise<void> {
  await mkdir(damagedFolder(spool));
  for (const [name, text] of Object.entries(pieces)) {
    await writeFile(join(damagedFolder(spool), `${name}.ndjson`), text);
    await writeFile(join(damagedFolder(spool), `${name}.journal`), '');
  }
}
const left = (name: string) => readFile(join(damagedFolder(spool), `${name}.ndjson`), 'utf8');

describe('damaged pieces of a spool', () => {
  it('are none where nothing was ever damaged', async () => {
    expect(await searchDamaged(spool, ofAnn)).toEqual({ pieces: 0, theirs: 0, unreadable: 0 });
    await removeFromDamaged(spool, ofAnn);
    expect(await readdir(spool)).toEqual([]);
  });

  it('tell whose their lines are where they can be read', async () => {
    const oddities = ['null\n', '[]\n', '"ann"\n', '7\n', '\n', ' \n', broken].join('');
    const halfLetter = Buffer.concat([Buffer.from('{"account":"ann'), Buffer.from([0xc3]), Buffer.from('"}\n')]);
    await lay({ a: ann + bob + ann, b: oddities, c: halfLetter });
    expect(await searchDamaged(spool, ofAnn)).toEqual({ pieces: 3, theirs: 2, unreadable: 6 });
  });

  it('lose the lines that are asked for and keep every other byte for byte, a last one without its newline too', async () => {
    await lay({ a: `${ann}${bob}${broken}${ann}{"x":1}` });
    await removeFromDamaged(spool, ofAnn);
    expect(await left('a')).toBe(`${bob}${broken}{"x":1}`);
    expect((await readdir(damagedFolder(spool))).sort()).toEqual(['a.journal', 'a.ndjson']);
  });

  it('of which nothing is left go, with their journal', async () => {
    await lay({ a: ann + ann, b: bob });
    await removeFromDamaged(spool, ofAnn);
    expect((await readdir(damagedFolder(spool))).sort()).toEqual(['b.journal', 'b.ndjson']);
    await removeFromDamaged(spool, ofAnn);
    expect(await left('b')).toBe(bob);
  });
});

describe('segments that wait', () => {
  it('are those of doors and of loads, and no other file', async () => {
    const id = '0f'.repeat(16);
    const [loaded, received] = [`${id}.ndjson`, `batches-00000000000a-00-${id}.ndjson`];
    for (const file of [loaded, received, `batches-00000000000a-00-${id}.journal`, '.body-1', 'notes.ndjson'])
      await writeFile(join(spool, file), '');
    expect(await waitingSegments(spool)).toEqual({ received: [received], loaded: [loaded] });
    expect(await waitingSegments(join(spool, 'missing'))).toEqual({ received: [], loaded: [] });
  });
});
