import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { expectGolden } from '../../test/support/golden.js';
import { Settings } from './settings.js';
import { settingsTable } from './settings-table.js';

const PAGE = new URL('../../docs/configuration.md', import.meta.url);
const MARK = '<!-- From here on made by npm run golden. -->\n';

describe('the page about settings', () => {
  it('has the table that the schema makes', async () => {
    const [written] = (await readFile(PAGE, 'utf8')).split(MARK);
    await expectGolden(`${written}${MARK}\n${settingsTable()}`, PAGE);
  });

  it('says what every setting means', () => {
    const silent = Object.entries(Settings.shape).filter(([, schema]) => (schema.meta()?.description ?? '') === '');
    expect(silent.map(([name]) => name)).toEqual([]);
  });
});
