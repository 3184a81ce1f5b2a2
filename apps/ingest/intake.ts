import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type BatchBooks, batchBooks } from '#ingest/batch-books';
import { batchId, isBatchOf } from '#ingest/batch-id';
import { measureLines } from '#ingest/measure-lines';
import { LONGEST_LINE, stubLongLines } from '#ingest/stub-long-lines';
import { Problem } from '#platform/http/problem';
import type { BatchSpool } from '#spool/batch-spool';
import type { Warehouse } from '#warehouse/warehouse';
import { type KnownBatch, KnownBatches } from './known-batches.js';
import type { SegmentLoader } from './segment-loader.js';
import { spoolProblem } from './spool-problem.js';

/** Lines of a body; with others in its segment they must fit one block of the warehouse. */
const MOST_LINES = 50_000;

/** Milliseconds a caller may wait for its batch to be stored before it is told to ask later. */
const STORED_WITHIN = 25_000;

/** A batch that is safe in the spool, or in the warehouse with its books. */
export type Batch =
  | { readonly batch: string; readonly state: 'spooled' }
  | ({ readonly batch: string; readonly state: 'stored' } & BatchBooks);

/** A body and whose it is. */
export interface Delivery {
  /** The source its key is bound to. */
  readonly source: string;
  /** Usage records, one a line, in order. */
  readonly body: readonly Buffer[];
  /** The client's name for this delivery; a retry bears the same. */
  readonly idempotencyKey?: string;
}

/** What the intake works with. */
export interface IntakeNeeds {
  readonly spool: BatchSpool;
  readonly loader: SegmentLoader;
  readonly warehouse: Warehouse;
  /** Keys batch ids; at least 32 bytes. */
  readonly pepper: Uint8Array;
  /** Told of each batch that was taken. */
  taken(facts: { readonly lines: number; readonly bytes: number }): void;
}

/** Takes bodies into the spool and tells what became of them. */
export class Intake {
  readonly #known = new KnownBatches();

  constructor(private readonly needs: IntakeNeeds) {}

  /**
   * Takes a body; when this resolves, it survives the death of process and machine.
   *
   * @returns  its batch; for a retry under the same idempotency key the batch it was before
   * @throws {Problem} for a body without lines or with too many, a reused key, or a spool that cannot take it
   */
  async take({ source, body, idempotencyKey }: Delivery): Promise<{ batch: string; isRepeated: boolean }> {
    const { lines, longest, bytes, isBlank } = measureLines(body);
    if (isBlank) throw new Problem(400, 'empty_body', 'the body holds no line', 'send one JSON object a line');
    if (lines > MOST_LINES) {
      const next = `send at most ${MOST_LINES.toLocaleString('en')} at once`;
      throw new Problem(413, 'too_many_lines', `the body holds ${lines.toLocaleString('en')} lines`, next);
    }
    const kept = longest > LONGEST_LINE ? [stubLongLines(Buffer.concat(body))] : body;
    // Without a key nobody can send it again under its name, and a hash costs as much as receiving it.
    const digest = idempotencyKey === undefined ? '' : digestOf(kept);
    // A key of the client's never meets a name of ours.
    const name = idempotencyKey === undefined ? `own ${randomUUID()}` : `key ${idempotencyKey}`;
    const batch = batchId(this.needs.pepper, source, name);
    if (idempotencyKey !== undefined && (await this.#isTold(batch))) return { batch, isRepeated: true };
    // Nothing waits between this look and what follows, so that two retries at once become one batch.
    const before = this.#known.get(batch);
    if (before !== undefined) {
      if (before.digest !== digest) throw REUSED;
      await before.synced;
      return { batch, isRepeated: true };
    }
    const taken = this.#append({ id: batch, source, digest, body: kept });
    this.#known.add(batch, taken);
    await taken.synced;
    this.needs.taken({ lines, bytes });
    return { batch, isRepeated: false };
  }

  /**
   * Waits a while until a batch is stored.
   *
   * @returns its books, or that it still lies in the spool
   */
  async stored(batch: string): Promise<Batch> {
    const known = this.#known.get(batch);
    if (known !== undefined) {
      this.needs.spool.seal();
      const late = new AbortController();
      const given = pause(STORED_WITHIN, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([known.stored, given]);
      late.abort();
    }
    return (await this.#told(batch)) ?? { batch, state: 'spooled' };
  }

  /**
   * Tells what became of a batch.
   *
   * @returns undefined for an id this source never had
   */
  async find(source: string, batch: string): Promise<Batch | undefined> {
    return isBatchOf(this.needs.pepper, source, batch) ? this.#told(batch) : undefined;
  }

  #append(batch: Parameters<BatchSpool['append']>[0]): KnownBatch {
    const { spool, loader } = this.needs;
    let resolve = (_: Promise<void>) => {};
    const stored = new Promise<void>((done) => {
      resolve = done;
    });
    const synced = spool.append(batch).then(
      ({ segment }) => resolve(loader.expect(segment)),
      (error: unknown) => {
        throw spoolProblem(error);
      },
    );
    let isStored = false;
    void stored.then(() => {
      isStored = true;
    });
    return { digest: batch.digest, synced, stored, isStored: () => isStored };
  }

  /** Whether the warehouse knows a batch that is older than our memory. */
  async #isTold(batch: string): Promise<boolean> {
    if (this.#known.get(batch) !== undefined) return false;
    // While the warehouse is away a retry is taken again: its records are known by their ids in the end.
    return this.#told(batch).then(
      (told) => told !== undefined,
      () => false,
    );
  }

  async #told(batch: string): Promise<Batch | undefined> {
    if (this.#known.get(batch)?.isStored() === false) return { batch, state: 'spooled' };
    const [books] = await this.needs.warehouse.ask(batchBooks, { batch });
    return books === undefined ? undefined : { batch, state: 'stored', ...books };
  }
}

const REUSED = new Problem(
  422,
  'idempotency_key_reused',
  'another body was sent under this idempotency key',
  'send each body under a key of its own; a retry sends the same bytes',
);

function digestOf(body: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}
