import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from './config.js';
import { SECRET_SETTINGS } from './settings.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-secrets-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a file and gives its path. */
async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const SERVER = 'postgres://keeper@db:5432/usewatch';

describe('a secret in a file', () => {
  it('is the value of its setting, without the line end behind it and with every other character', async () => {
    for (const [text, password] of [
      ['s3cr3t', 's3cr3t'],
      ['s3cr3t\n', 's3cr3t'],
      ['s3cr3t\r\n', 's3cr3t'],
      [' a b/?#@:%\n', ' a b/?#@:%'],
    ] as const) {
      const path = await file('password', text);
      const { url = '' } = parseConfig({ DATABASE_URL: SERVER, DATABASE_PASSWORD_FILE: path }).casebook;
      expect(decodeURIComponent(new URL(url).password)).toBe(password);
    }
  });

  it('may hold a whole address', async () => {
    const path = await file('address', 'http://owner:pa55@warehouse:8123\n');
    expect(parseConfig({ CLICKHOUSE_URL_FILE: path }).warehouse.url).toBe('http://owner:pa55@warehouse:8123');
  });

  it('is refused when it is missing, empty, of several lines or too long, by the names of variable and file', async () => {
    const wrong = [
      [join(folder, 'none'), 'cannot be read (ENOENT)'],
      [folder, 'cannot be read (EISDIR)'],
      [await file('empty', '\n'), 'is empty'],
      [await file('lines', 'a\nb\n'), 'has more than one line'],
      [await file('long', 'x'.repeat(4_097)), 'has 4097 characters, and a secret has 4096 at most'],
    ] as const;
    for (const [path, fault] of wrong)
      expect(() => parseConfig({ USEWATCH_OIDC_CLIENT_SECRET_FILE: path })).toThrow(
        `USEWATCH_OIDC_CLIENT_SECRET_FILE: ${path} ${fault}`,
      );
  });

  it('is refused beside the setting itself, and the message repeats neither', async () => {
    const path = await file('both', 'from-the-file');
    const both = () =>
      parseConfig({ CLICKHOUSE_READER_PASSWORD: 'from-outside', CLICKHOUSE_READER_PASSWORD_FILE: path });
    expect(both).toThrow(
      'CLICKHOUSE_READER_PASSWORD_FILE: CLICKHOUSE_READER_PASSWORD is set as well; unset one of them',
    );
    expect(both).not.toThrow(/from-/);
  });

  it('is taken for every setting that is a secret', () => {
    expect(SECRET_SETTINGS).toEqual([
      ...['CLICKHOUSE_URL', 'CLICKHOUSE_PASSWORD', 'CLICKHOUSE_READER_PASSWORD'],
      ...['DATABASE_URL', 'DATABASE_PASSWORD', 'USEWATCH_OIDC_CLIENT_SECRET'],
    ]);
  });
});

describe('a password beside an address', () => {
  it('is refused where the address has one, or is not there', () => {
    expect(() => parseConfig({ DATABASE_URL: 'postgres://a:b@c/d', DATABASE_PASSWORD: 'e' })).toThrow(
      'DATABASE_PASSWORD: DATABASE_URL has a password already',
    );
    expect(() => parseConfig({ CLICKHOUSE_PASSWORD: 'e' })).toThrow(
      'CLICKHOUSE_PASSWORD: belongs to CLICKHOUSE_URL, which is not set',
    );
  });
});

describe('a production installation', () => {
  const own = {
    NODE_ENV: 'production',
    CLICKHOUSE_URL: 'http://owner:vK7q@w:8123',
    DATABASE_URL: 'postgres://k:x9Lm@d/u',
  };

  it('starts with passwords of its own, and without named servers', () => {
    expect(parseConfig(own).production).toBe(true);
    expect(parseConfig({ NODE_ENV: 'production' }).production).toBe(true);
  });

  it('refuses to start without them, or with those that everybody knows, and names each', () => {
    const weak = ['http://w:8123', 'http://default@w:8123', 'http://owner:owner@w:8123', 'http://a:ChangeMe@w:8123'];
    for (const url of weak)
      expect(() => parseConfig({ ...own, CLICKHOUSE_URL: url })).toThrow(
        /CLICKHOUSE_URL: a production .*_PASSWORD_FILE/,
      );
    const both = { ...own, DATABASE_URL: 'postgres://postgres:postgres@d/u', CLICKHOUSE_READER: 'reader' };
    expect(() => parseConfig(both)).toThrow(
      /DATABASE_URL: a production[\s\S]*CLICKHOUSE_READER_PASSWORD: a production/,
    );
  });

  it('is the only kind that does', () => {
    expect(parseConfig({ ...own, NODE_ENV: 'development', CLICKHOUSE_URL: 'http://w:8123' }).production).toBe(false);
  });
});
