import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { times } from '../torture/counted.js';
import { hostileTexts } from './hostile-texts.js';
import { startService } from './run-service.js';
import { runUsewatch } from './run-usewatch.js';

/** A service with a small month of misuse in it, and nobody who may come in yet. */
export interface SeededDesk {
  readonly url: string;
  readonly directory: string;
  /** Path of the page where the first administrator chooses a name and a password; it works once. */
  readonly welcome: string;
  /** Runs `usewatch …` beside the service. @throws {Error} with its words, when it fails */
  usewatch(...words: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Where the demonstration's clock stands: the morning after the last tale ended. */
const CLOCK = '2026-03-10T09:00:00.000Z';

const ENVIRONMENT = { USEWATCH_RETAIN_TEXT: '1', USEWATCH_DEMO_CLOCK: CLOCK };

/** Tales with something to decide on, and the detectors that find it. */
const TALES = ['spam-supplements', 'hammering-quota'];
const DETECTORS = ['spam-campaign', 'limit-hammering'];

/** Lines for the quarantine. */
const REFUSED = [
  '{"source":"gateway","id":"r1","at":"2026-03-10T08:00:00Z","account":"acme","tint":"CANARY"}',
  '{"source":"gateway","id":"r2","at":"2026-03-10T08:00:00Z","account":"acme","hue":2}',
  '{"source":"gateway","id":"r3","at":"yesterday","account":"acme"}',
  '{"',
];

/** Texts that attack whoever reads them. */
export const HOSTILE = hostileTexts(times(45, 500));

/** Minutes of one hammering account, a text each: so many of its calls a finding shows at most, one of a minute. */
export const OF_ONE_ACCOUNT = 50;

/** Calls it sends a minute; all are refused, so that a detector shows one of each minute. */
const A_MINUTE = 4;

function hostileCalls(): string[] {
  const begin = Date.parse('2026-03-02T00:00:00Z');
  return HOSTILE.flatMap((text, place) =>
    Array.from({ length: A_MINUTE }, (_, nth) => {
      const minute = place % OF_ONE_ACCOUNT;
      const at = new Date(begin + minute * 60_000 + (nth * 60_000) / A_MINUTE).toISOString();
      const said = { user_agent: text, model: text, error: text, tools: [text], prompt: text, completion: text };
      return JSON.stringify({
        source: 'gateway',
        id: `hostile ${place} ${nth}`,
        at,
        account: `hostile ${Math.floor(place / OF_ONE_ACCOUNT)}`,
        status: 429,
        ...said,
      });
    }),
  );
}

/** Starts the service as a user would, and loads and judges the tales beside it, in the stores it has started. */
export async function seededDesk(): Promise<SeededDesk> {
  const directory = await mkdtemp(join(tmpdir(), 'usewatch-desk-'));
  const tales = TALES.map((tale) => fileURLToPath(new URL(`../stories/${tale}/usage.ndjson`, import.meta.url)));
  const log = join(directory, 'usage.ndjson');
  const told = await Promise.all(tales.map((path) => readFile(path, 'utf8')));
  await writeFile(log, [...told, ...hostileCalls(), ...REFUSED].join('\n'));
  const service = startService(directory, ENVIRONMENT);
  const url = await service.answers;
  if (url === undefined) throw new Error(`the service did not start: ${(await service.ended).err}`);
  await usewatch(directory, ['load', log]);
  await usewatch(directory, ['detect', '--detector', ...DETECTORS, '--from', '2026-03-02', '--until', '2026-03-10']);
  const welcome = /\/welcome#\S+/.exec(service.printed())?.[0];
  if (welcome === undefined) throw new Error('the service printed no link for its first administrator');
  return {
    url,
    directory,
    welcome,
    usewatch: (...words) => usewatch(directory, words),
    async close() {
      service.child.kill('SIGINT');
      await service.ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function usewatch(directory: string, words: readonly string[]): Promise<void> {
  const { code, err } = await runUsewatch(directory, words, ENVIRONMENT);
  // A load with refused lines ends in an error of its own.
  if (code !== 0 && !/lines refused, everything else is stored/.test(err))
    throw new Error(`usewatch ${words.join(' ')} failed: ${err}`);
}
