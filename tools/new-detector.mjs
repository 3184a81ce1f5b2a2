// Writes the three files of a new detector and its story folder: npm run detector -- <name>
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, ROOT } from './sources.mjs';

const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z]+(-[a-z]+)*$/.test(name)) {
  process.stderr.write('name the detector in lower case with hyphens: npm run detector -- shared-key\n');
  process.exit(1);
}
const folder = join(ROOT, 'libs', 'detect', name);
const story = join(ROOT, 'test', 'stories', name);
for (const path of [folder, story]) {
  if (existsSync(path)) {
    process.stderr.write(`${path} is there already; choose another name, or go on in it\n`);
    process.exit(1);
  }
}
const value = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const { detectorDraft } = await import(join(DIST, 'libs', 'detect', 'detector-draft.js'));
const draft = detectorDraft({ name, subject: 'account', asks: ['How often did each account call?'], conditions: [] });

const files = {
  ...Object.fromEntries(Object.entries(draft).map(([file, text]) => [join(folder, file), text])),
  [join(story, 'usage.ndjson')]: calls('villain', 120) + calls('reader', 3),
  [join(story, `${name}.test.ts`)]: `import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ${value} } from '#detect/${name}/${name}';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const day = { from: new Date('2026-03-02T00:00:00Z'), until: new Date('2026-03-03T00:00:00Z') };

describe('an account that calls a hundred times within an hour', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), day.until);
  });
  afterAll(() => fresh?.close());

  it('is found, and the reader beside it is not', async () => {
    const findings = ${value}.judge(await fresh.warehouse.ask(${value}, day));
    expect(findings.map(({ subject }) => subject.id)).toEqual([accountName('villain')]);
  });
});
`,
};
for (const path of [folder, story]) mkdirSync(path, { recursive: true });
for (const [path, text] of Object.entries(files)) {
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
process.stdout.write(
  `Now ask in ${name}.sql, judge in ${name}.ts, tell the story, and list ${value} in libs/detect/catalogue.ts.\n`,
);

/** Calls of one account, half a minute apart. */
function calls(account, count) {
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(2026, 2, 2, 10) + index * 30_000).toISOString();
    return `${JSON.stringify({ source: 'story', id: `${account}-${index}`, at, account })}\n`;
  }).join('');
}
