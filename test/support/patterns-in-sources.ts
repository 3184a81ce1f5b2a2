import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A regular expression as it stands in our sources, and the files it stands in. */
export interface SourcePattern {
  readonly pattern: RegExp;
  readonly files: readonly string[];
}

/** Every regular expression that is written out in apps and libs, tests left out; global and sticky ones are made to begin at the front. */
export async function patternsInSources(): Promise<SourcePattern[]> {
  const found = new Map<string, string[]>();
  for (const folder of ['apps', 'libs']) {
    for (const entry of await readdir(join(ROOT, folder), { recursive: true })) {
      if (!/\.tsx?$/.test(entry) || /\.(test|d)\.ts$/.test(entry)) continue;
      const file = join(folder, entry);
      const source = await readFile(join(ROOT, file), 'utf8');
      // Most files have none, and parsing is what takes the time.
      if (!/[(,=:!&|?[\s]\/[^/*\n].*\//.test(source)) continue;
      const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
      collect(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, false, kind), (text) =>
        found.set(text, [...(found.get(text) ?? []), file]),
      );
    }
  }
  return [...found].map(([text, files]) => ({ pattern: patternOf(text), files }));
}

function collect(node: ts.Node, onPattern: (text: string) => void): void {
  if (ts.isRegularExpressionLiteral(node)) onPattern(node.text);
  ts.forEachChild(node, (child) => collect(child, onPattern));
}

function patternOf(text: string): RegExp {
  const end = text.lastIndexOf('/');
  return new RegExp(text.slice(1, end), text.slice(end + 1).replace(/[gy]/g, ''));
}
