// Formats questions beside the code; with --check it only names those that are not formatted.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { format } from 'sql-formatter';
import { filesUnder, ROOT } from './sources.mjs';

const check = process.argv.includes('--check');

// Migrations are left alone: an applied one must keep every byte, and the formatter tears `{{Replicated}}MergeTree` apart.
const paths = ['apps', 'libs'].flatMap((folder) => filesUnder(join(ROOT, folder)));
let unformatted = 0;
let unreadable = 0;
for (const path of paths.filter((path) => path.endsWith('.sql'))) {
  const name = relative(ROOT, path);
  const before = readFileSync(path, 'utf8');
  const language = name.startsWith('libs/casebook/') ? 'postgresql' : 'clickhouse';
  let after;
  try {
    after = `${callsAsBefore(before, format(before, { language, tabWidth: 4, expressionWidth: 100 })).trimEnd()}\n`;
  } catch (error) {
    // The formatter does not know all of the language; the other files are formatted all the same.
    unreadable += 1;
    process.stderr.write(`${name}: ${error.message.split('\n')[0]}; format it by hand\n`);
    continue;
  }
  if (after === before) continue;
  unformatted += 1;
  process.stdout.write(`${name}\n`);
  if (!check) writeFileSync(path, after);
}
if ((check && unformatted > 0) || unreadable > 0) process.exit(1);

/** The formatter sets a space behind functions it has not heard of, such as `countIf`, and before a tuple's `.2`. */
function callsAsBefore(before, after) {
  return after
    .replace(/\b(\w+) \(/g, (spaced, name) => (before.includes(`${name}(`) ? `${name}(` : spaced))
    .replace(/([\w)\]]) \.(\d)/g, '$1.$2');
}
