import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '#demo/random';
import { type StartedEngine, startedEngine } from '../support/started-engine.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

let started: StartedEngine;
beforeAll(async () => {
  started = await startedEngine();
  // More insertions than there will be: those without a token are remembered too, and push tokens out of a smaller window.
  await started.ask(
    'CREATE TABLE kept (token String, n UInt32) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100000',
  );
});
afterAll(() => started.close());

const random = new Random(SEED);

/** What an engine of per-request settings would hold; rows of a token that came before are not stored again. */
class Model {
  readonly #tokens = new Set<string>();
  rows = 0;

  insert(token: string | undefined): void {
    if (token !== undefined && this.#tokens.has(token)) return;
    if (token !== undefined) this.#tokens.add(token);
    this.rows += 1;
  }
}

it(
  'settings of one request never reach another, whatever comes between',
  async () => {
    const model = new Model();
    let n = 0;
    const steps = [
      async () => {
        const threads = 1 + random.below(8);
        const { text } = await started.ask("SELECT getSetting('max_threads')", {
          parameters: { max_threads: `${threads}` },
        });
        expect(text.trim(), REPEAT).toBe(`${threads}`);
      },
      async () => {
        const { text } = await started.ask("SELECT changed FROM system.settings WHERE name = 'max_threads'");
        expect(text.trim(), REPEAT).toBe('0');
      },
      async () => {
        const { status } = await started.ask('SELECT 1', { parameters: { readonly: '1', max_execution_time: '5' } });
        expect(status, REPEAT).toBe(200);
      },
      async () => {
        const token = `t${random.below(20)}`;
        n += 1;
        await started.ask(`INSERT INTO kept FORMAT CSV\n${token},${n}\n`, {
          parameters: { insert_deduplication_token: token },
        });
        model.insert(token);
      },
      async () => {
        n += 1;
        await started.ask(`INSERT INTO kept FORMAT CSV\nnone,${n}\n`);
        model.insert(undefined);
      },
      async () => {
        const { text } = await started.ask('SELECT count() FROM kept');
        expect(Number(text), REPEAT).toBe(model.rows);
      },
    ];
    for (let history = 0; history < times(15, 2_000); history += 1) {
      for (let step = 0; step < 8; step += 1) await steps[random.below(steps.length)]?.();
    }
    expect(Number((await started.ask('SELECT count() FROM kept')).text), REPEAT).toBe(model.rows);
  },
  PATIENCE,
);
