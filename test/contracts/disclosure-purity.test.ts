import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

/** Each of these lets floating point, or chance that is not a ByteSource, into the path of the noise. */
const FORBIDDEN =
  /Math\.|Number[(.]|parseFloat|parseInt|Float(32|64)Array|randomBytes|randomInt|getRandomValues|Date\b|\b\d+\.\d|\b\d+e-?\d/;

/** Comments may name what code may not use. */
const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

const folder = new URL('../../libs/disclosure/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

describe('the noise path', () => {
  it('has files to look at', () => {
    expect(names).toContain('discrete-gaussian.ts');
  });

  it.each(names)('%s is free of floating point and of chance of its own', async (name) => {
    expect(withoutComments(await readFile(new URL(name, folder), 'utf8'))).not.toMatch(FORBIDDEN);
  });

  it('would be caught using either', () => {
    for (const slip of ['Math.random()', 'Math.log(u)', 'Math.exp(-x)', 'Number(count)', 'parseFloat(text)', '0.5 * x'])
      expect(withoutComments(`const x = ${slip};`)).toMatch(FORBIDDEN);
  });
});
