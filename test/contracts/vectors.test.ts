import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const rows = [
  ...(await readFile(new URL('docs/attacks.md', root), 'utf8')).matchAll(/^\| (TV-[^|]+) \|.*\| ([^|]+) \|$/gm),
].map(([, names = '', where = '']) => ({
  names: names.split(', '),
  files: [...where.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
}));

describe('the test vectors', () => {
  it('are all listed, from the first to the thirty-first', () => {
    const listed = new Set(rows.flatMap(({ names }) => names.map((name) => name.replace(/[bc]$/, ''))));
    const wanted = Array.from({ length: 31 }, (_, index) => `TV-${index + 1}`);
    expect(wanted.filter((name) => !listed.has(name))).toEqual([]);
  });

  it.each(rows)('$names stand in the tests that are named', async ({ names, files }) => {
    expect(files.length).toBeGreaterThan(0);
    const text = (await Promise.all(files.map((file) => readFile(new URL(file, root), 'utf8')))).join('\n');
    for (const name of names) expect(text).toMatch(new RegExp(`${name}\\b`));
  });
});
