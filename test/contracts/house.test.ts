import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODULES = join(ROOT, 'node_modules');

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A checkout with the real settings and nothing but the files of one test. */
async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'usewatch-house-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const settings = ['package.json', 'tsconfig.json', 'biome.json', 'tools', 'vitest.config.mjs'];
  for (const name of [...settings, '.dependency-cruiser.cjs', 'node_modules']) {
    await symlink(join(ROOT, name), join(folder, name));
  }
  return folder;
}

/** What a tool says, whatever its exit code. */
async function said(folder: string, tool: string, ...words: string[]): Promise<{ code: number; text: string }> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, VITEST: undefined };
  return run(process.execPath, [join(MODULES, tool), ...words], { cwd: folder, env }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stderr + stdout }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, text: stderr + stdout }),
  );
}

describe('the clock and chance', () => {
  it.each(['Date.now()', 'new Date()', 'new Date', 'Math.random()', 'performance.now()', 'crypto.randomUUID()'])(
    'may not enter a pure library as %s',
    async (source) => {
      const folder = await checkout({ 'libs/detect/planted.ts': `export const planted = ${source};\n` });
      const { text } = await said(folder, '@biomejs/biome/bin/biome', 'lint', 'libs/detect/planted.ts');
      expect(text).toContain('Time and chance are arguments');
    },
  );

  it('may enter as arguments, and anywhere else', async () => {
    const folder = await checkout({
      'libs/detect/planted.ts': 'export const planted = (at: Date) => new Date(at.getTime() + 1);\n',
      'libs/detect/planted.test.ts': 'export const planted = Date.now();\n',
      'libs/platform/planted.ts': 'export const planted = Date.now();\n',
    });
    const { code, text } = await said(folder, '@biomejs/biome/bin/biome', 'lint', 'libs');
    expect([code, text]).toEqual([0, expect.stringContaining('Checked 3 files')]);
  });
});

describe('the arrows', () => {
  const nothing = 'export {};\n';
  const targets = {
    'libs/detect/target.ts': nothing,
    'libs/detect/b/b.ts': nothing,
    'libs/publish/b/b.ts': nothing,
    'libs/disclosure/fraction.ts': nothing,
    'libs/warehouse/target.ts': nothing,
    'apps/detect/target.ts': nothing,
    'test/support/target.ts': nothing,
    'libs/detect/a/round.ts': "import './cycle.js';\n",
  };
  /** A rule, a file that breaks it, and how. */
  const broken = [
    ['pure-libraries-do-no-io', 'libs/detect/a/reads.ts', "import 'node:fs'"],
    ['pure-libraries-do-no-io', 'libs/usage/calls.ts', "import 'node:net'"],
    ['pure-libraries-use-no-framework-and-no-store', 'libs/incident/stores.ts', "import 'zod'; import 'pg'"],
    ['pure-libraries-know-no-doers', 'libs/publish/asks.ts', "import '#warehouse/target'"],
    ['stores-know-only-usage', 'libs/warehouse/detects.ts', "import '#detect/target'"],
    ['only-the-casebook-adds-up-privacy', 'libs/warehouse/adds.ts', "import '#disclosure/fraction'"],
    ['one-door-to-clickhouse', 'apps/detect/clickhouse.ts', "import '@clickhouse/client'"],
    ['one-door-to-postgres', 'apps/console/postgres.ts', "import 'pg'"],
    ['nest-only-in-apps-and-platform', 'libs/casebook/nests.ts', "import '@nestjs/common'"],
    ['platform-knows-no-decisions', 'libs/platform/decides.ts', "import '#detect/target'"],
    ['detectors-do-not-know-each-other', 'libs/detect/a/knows.ts', "import '#detect/b/b'"],
    ['public-tables-do-not-know-each-other', 'libs/publish/a/knows.ts', "import '#publish/b/b'"],
    ['apps-do-not-know-each-other', 'apps/console/knows.ts', "import '../detect/target.js'"],
    ['product-does-not-lean-on-tests-or-tools', 'libs/spool/leans.ts', "import '../../test/support/target.js'"],
    ['product-uses-installed-packages', 'apps/cli/checks.ts', "import 'fast-check'"],
    ['every-import-resolves', 'libs/usage/loses.ts', "import './nowhere.js'"],
    ['no-cycles', 'libs/detect/a/cycle.ts', "import './round.js'"],
  ] as const;
  let answer: Awaited<ReturnType<typeof said>>;
  beforeAll(async () => {
    const planted = broken.map(([, path, text]) => [path, `${text};\nexport {};\n`]);
    // One look at all of them: the tool takes seconds to start, and each rule names its own file.
    const folder = await checkout({ ...targets, ...Object.fromEntries(planted) });
    answer = await said(folder, 'dependency-cruiser/bin/dependency-cruise.mjs', 'apps', 'libs');
  });

  it.each(broken)('%s catches %s with %s', (rule, path) => {
    expect(answer.code).not.toBe(0);
    expect(answer.text).toMatch(new RegExp(`error ${rule}: ${path}`));
  });
});

describe('the closing line of a test run', () => {
  const suite = (text: string) => `import { describe, expect, it, beforeAll } from 'vitest';\n${text}`;
  it.each([
    ['tests that pass', "it('a', () => {}); it('b', () => {});", '2 passed, 0 failed', 0],
    ['one that fails', "it('a', () => {}); it('b', () => expect(1).toBe(2));", '1 passed, 1 failed', 1],
    ['one that is skipped', "it('a', () => {}); it.skip('b', () => {});", '1 passed, 0 failed, 1 skipped', 0],
    ['a file that does not load', "throw new Error('no');", '0 passed, 1 failed', 1],
    ['a file without tests', '', '0 passed, 1 failed', 1],
    ['an error outside any test', "it('a', () => void Promise.reject(new Error('no')));", '1 passed, 1 failed', 1],
  ])('counts %s', async (_, text, line, code) => {
    const folder = await checkout({ 'test/planted.test.ts': suite(text) });
    const answer = await said(folder, 'vitest/vitest.mjs', 'run');
    expect([answer.text.trimEnd().split('\n').at(-1), answer.code]).toEqual([line, code]);
  });

  it('counts a hook that throws', async () => {
    const text = "describe('x', () => { beforeAll(() => { throw new Error('no'); }); it('a', () => {}); });";
    const folder = await checkout({ 'test/planted.test.ts': suite(text) });
    const answer = await said(folder, 'vitest/vitest.mjs', 'run');
    expect(answer.text.trimEnd().split('\n').at(-1)).toMatch(/^0 passed, [1-9] failed(, 1 skipped)?$/);
    expect(answer.code).toBe(1);
  });
});

describe('the subject of a commit', () => {
  const judged = async (subject: string) => {
    const folder = await checkout({ message: `${subject}\n\nwhy\n` });
    return run(process.execPath, [join(ROOT, 'tools/check-subject.mjs'), join(folder, 'message')]).then(
      () => true,
      () => false,
    );
  };

  it.each([
    ['detect(shared-key): judge a key against its own past', true],
    ['house: pin the tools', true],
    ['Merge branch main', true],
    ['fix things', false],
    ['detect: ', false],
    [`warehouse: ${'a'.repeat(62)}`, false],
  ])('%s: %s', async (subject, holds) => {
    expect(await judged(subject)).toBe(holds);
  });
});
