import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '#demo/random';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const random = new Random(SEED);

/** Files of a release or site, and bytes of each; a release has some dozens, a site some hundreds. */
const FILES = 200;
const BYTES = 20_000;

/** Writes a folder all of whose files hold one letter. */
const WRITER = `
  const { writeRelease } = await import(process.argv[1]);
  const [, , folder, letter] = process.argv;
  const files = Array.from({ length: ${FILES} }, (_, n) => {
    return { path: \`tables/\${n}.csv\`, bytes: Buffer.alloc(${BYTES}, letter) };
  });
  process.stdout.write('begun');
  await writeRelease(folder, files);
`;

describe('kill -9 of who writes a release or the site', () => {
  let place: string;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'usewatch-release-kills-'));
  });
  afterAll(() => rm(place, { recursive: true, force: true }));

  const write = (folder: string, letter: string) => {
    const module = new URL('../../dist/apps/publish/write-release.js', import.meta.url).href;
    const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, module, folder, letter], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return { child, begun: once(child.stdout, 'data'), ended: once(child, 'close') };
  };
  /** What anybody sees in the folder: every different content of its files, and how many there are. */
  const seen = async (folder: string) => {
    const names = await readdir(join(folder, 'tables')).catch(() => []);
    const contents = await Promise.all(names.map((name) => readFile(join(folder, 'tables', name), 'utf8')));
    return { files: names.length, contents: [...new Set(contents)] };
  };
  const whole = (letter: string) => ({ files: FILES, contents: [letter.repeat(BYTES)] });

  it(
    'at any moment shows the folder before it, none, or the whole new one, and a rerun gives the same bytes',
    async () => {
      const first = write(join(place, 'timed'), 'a');
      await first.begun;
      const began = performance.now();
      await first.ended;
      const milliseconds = performance.now() - began;
      let cut = 0;
      for (let round = 0; round < times(4, 40); round += 1) {
        const folder = join(place, `${round}`);
        await write(folder, 'a').ended;
        const { child, begun, ended } = write(folder, 'b');
        await begun;
        await pause(milliseconds * random.next());
        child.kill('SIGKILL');
        const [code] = await ended;
        if (code === null) cut += 1;
        expect([whole('a'), whole('b'), { files: 0, contents: [] }], REPEAT).toContainEqual(await seen(folder));
        await write(folder, 'b').ended;
        expect(await seen(folder), REPEAT).toEqual(whole('b'));
        await rm(folder, { recursive: true });
      }
      expect(cut, REPEAT).toBeGreaterThan(0);
    },
    PATIENCE,
  );
});
