import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { parseConfig } from '#platform/config';
import { type Installation, openInstallation } from '#platform/open-installation';
import { readStoresFile } from '#platform/stores/stores-file';
import { startService } from '../support/run-service.js';
import { runUsewatch } from '../support/run-usewatch.js';

const folder = mkdtempSync(join(tmpdir(), 'usewatch-installation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const INSTANT = '2026-06-30T12:00:00Z';

async function inside<T>(environment: Record<string, string>, work: (installation: Installation) => T): Promise<T> {
  const said: string[] = [];
  const installation = await openInstallation(parseConfig(environment), false, (line) => said.push(line));
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

function logOf(name: string, lines: number): string {
  const file = join(folder, `${name}.ndjson`);
  const line = (n: number) => `{"source":"${name}","id":"${n}","at":"2026-06-01T00:00:00Z","account":"a"}\n`;
  writeFileSync(file, Array.from({ length: lines }, (_, n) => line(n)).join(''));
  return file;
}

/** How often PostgreSQL has been started, by its own log. */
function startsOfPostgres(directory: string): number {
  const log = readFileSync(join(directory, 'postgres', 'postgres.log'), 'utf8');
  return log.match(/starting PostgreSQL/g)?.length ?? 0;
}

describe('a fresh installation', () => {
  const directory = join(folder, 'fresh');

  it('is shared by two commands that start at once, with one engine and one PostgreSQL', async () => {
    const ended = await Promise.all(
      ['a', 'b'].map((name) => runUsewatch(directory, ['load', logOf(name, 10), '--json'])),
    );
    expect(ended.map(({ code, err }) => ({ code, err: err.replace(/^load .*\n/gm, '') }))).toEqual(
      Array(2).fill({ code: 0, err: '' }),
    );
    expect(ended.map(({ out }) => JSON.parse(out).stored)).toEqual([10, 10]);
    expect(startsOfPostgres(directory)).toBe(1);
  });

  it('takes one command after another, however close one follows on the other’s end', async () => {
    const files = Array.from({ length: 4 }, (_, n) => logOf(`row ${n}`, 1));
    const commands = files.map(async (file, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 700));
      return runUsewatch(directory, ['load', file, '--json']);
    });
    expect((await Promise.all(commands)).map(({ code, err }) => (code === 0 ? 'well' : err))).toEqual(
      Array(4).fill('well'),
    );
  });

  it('has the machine’s clock, and is no demonstration', async () => {
    const before = new Date();
    await inside({ USEWATCH_DATA_DIR: directory }, ({ clock, demo }) => {
      expect(demo).toBe(false);
      expect(clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
    });
  });

  it('has the time on which its stores agree where the machine’s clock is a year behind', async () => {
    const before = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: before - 400 * 86_400_000 });
    const told = await inside({ USEWATCH_DATA_DIR: directory }, ({ clock }) => clock.now().getTime()).finally(() =>
      vi.useRealTimers(),
    );
    expect([told >= before, told <= Date.now()]).toEqual([true, true]);
  });

  it('never becomes a demonstration', async () => {
    const secrets = readFileSync(join(directory, 'secrets.json'), 'utf8');
    await expect(
      inside({ USEWATCH_DATA_DIR: directory, USEWATCH_DEMO_CLOCK: INSTANT }, () => undefined),
    ).rejects.toThrow(`${directory} holds a real installation; a demonstration needs a data directory of its own`);
    expect(existsSync(join(directory, 'demo.json'))).toBe(false);
    expect(readFileSync(join(directory, 'secrets.json'), 'utf8')).toBe(secrets);
    expect(await inside({ USEWATCH_DATA_DIR: directory }, ({ demo }) => demo)).toBe(false);
  });

  it('never becomes a demonstration by a file laid into it', async () => {
    writeFileSync(join(directory, 'demo.json'), JSON.stringify({ clockAt: INSTANT }));
    await expect(inside({ USEWATCH_DATA_DIR: directory }, () => undefined)).rejects.toThrow(
      /holds a real installation/,
    );
    rmSync(join(directory, 'demo.json'));
  });

  it('is open twice in one process as in two', async () => {
    await inside({ USEWATCH_DATA_DIR: directory }, async ({ casebook }) => {
      const first = await readStoresFile(join(directory, 'run'));
      await inside({ USEWATCH_DATA_DIR: directory }, async () => {
        expect(await readStoresFile(join(directory, 'run'))).toEqual(first);
      });
      await casebook.migrate();
    });
    expect(readdirSync(join(directory, 'run', 'joined'))).toEqual([]);
  });
});

describe('a demonstration', () => {
  const directory = join(folder, 'demo');

  it('stands at its instant, also when it is opened without', async () => {
    const times = [
      await inside({ USEWATCH_DATA_DIR: directory, USEWATCH_DEMO_CLOCK: INSTANT }, ({ clock }) => clock.now()),
      await inside({ USEWATCH_DATA_DIR: directory }, ({ clock, demo }) => (demo ? clock.now() : undefined)),
    ];
    expect(times).toEqual([new Date(INSTANT), new Date(INSTANT)]);
    expect(statSync(join(directory, 'demo.json')).mode & 0o077).toBe(0);
  });

  it('is refused in production before anything is started', async () => {
    const before = startsOfPostgres(directory);
    const { code, err } = await startService(directory, { NODE_ENV: 'production' }).ended;
    expect(code).toBe(1);
    expect(err).toContain(`${directory} holds a demonstration, whose clock stands still`);
    expect(err).toContain('set USEWATCH_DATA_DIR');
    expect(startsOfPostgres(directory)).toBe(before);
  });

  it('cannot be ordered in production', async () => {
    const empty = join(folder, 'empty');
    const { code, err } = await startService(empty, { NODE_ENV: 'production', USEWATCH_DEMO_CLOCK: INSTANT }).ended;
    expect({ code, made: existsSync(empty) }).toEqual({ code: 1, made: false });
    expect(err).toContain('USEWATCH_DEMO_CLOCK: a production installation runs on the real clock');
  });

  it('says what is wrong with a clock that cannot be read', async () => {
    const damaged = join(folder, 'damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'demo.json'), '{');
    await expect(inside({ USEWATCH_DATA_DIR: damaged }, () => undefined)).rejects.toThrow(
      `${join(damaged, 'demo.json')} does not say where the demonstration's clock stands`,
    );
  });
});
