import { expect, it } from 'vitest';
import { Warehouse } from './warehouse.js';

const DAYS = { usage: 1, fingerprint: 1, words: 1, text: 1, quarantine: 1 };

/** Nobody answers there: what is refused is refused before anybody is asked. */
const warehouse = Warehouse.connect({
  url: 'http://127.0.0.1:9',
  username: 'a',
  password: 'b',
  database: 'c',
  days: DAYS,
});

it.each([
  ['rows', () => warehouse.write('usage', [{ id: 'a' }], 'token')],
  ['texts', () => warehouse.writeTexts('usage', ['id'], ['a'], 'token', 'open')],
])('%s are written under a token of hex digits alone', async (_, write) => {
  await expect(write()).rejects.toThrow('write requires a token of 1 to 64 hex digits');
});
