import type { AuditTrail } from '#casebook/audit-trail';
import { type Books, countLines } from '#casebook/books';
import type { Casebook } from '#casebook/casebook';
import { countSealed, DELETE_SETTLED, DISCARD_LINES, type RefusedFilter } from '#ingest/quarantine/refused';
import type { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import type { Warehouse } from '#warehouse/warehouse';
import type { SettlingPreview } from './quarantine-shape.js';

/** Last second ClickHouse's DateTime knows. */
const END_OF_TIME = 4_294_967_295;

/** Lines driven again while a browser waits, half a minute's work; more are for the command. */
const MOST_REDRIVEN = 20_000;

/** Nobody would vouch for what such a line says, so it is only ever discarded. */
const NEVER_AGAIN = 'foreign_source';

/** Loads refused lines again; needs the keys of ingest, and so the process that has them. */
export type Redriver = (filter: RefusedFilter) => Promise<{ readonly lines: number; readonly books: Books }>;

/** What settling needs. */
interface QuarantineNeeds {
  readonly warehouse: Warehouse;
  readonly casebook: Casebook;
  readonly trail: AuditTrail;
  /** The installation's clock, by which lines are settled, and the machine's, by which people are logged. */
  readonly clock: Clock;
  readonly wall: Clock;
  /** Absent where nothing is taken in. */
  readonly redrive: Redriver | undefined;
}

/** What somebody wants to settle, as they saw it. */
interface Settling {
  readonly reason: string;
  readonly lines: number;
  readonly why: string;
}

/** Settles refused lines of one reason, those that were previewed and no others; each time it is logged first. */
export class QuarantineDesk {
  constructor(private readonly needs: QuarantineNeeds) {}

  async preview(reason: string): Promise<SettlingPreview> {
    const lines = await this.#sealed(reason);
    const because = this.#whyNotAgain(reason, lines);
    return { reason, lines, redrives: because === '', because };
  }

  /** @throws {Problem} 409 when it may not be done, or not as it was previewed */
  redrive(actor: string, settling: Settling) {
    return this.#exclusively(async () => {
      const lines = await this.#previewed(settling);
      const because = this.#whyNotAgain(settling.reason, lines);
      const { redrive } = this.needs;
      if (because !== '' || redrive === undefined) {
        throw new Problem(409, 'not_redriven', because, 'discard them, or use `usewatch quarantine redrive`');
      }
      await this.#log(actor, 'redrive', settling);
      const done = await redrive(filterOf(settling.reason));
      const { stored, duplicate, quarantined, dropped } = countLines(done.books);
      return { lines: done.lines, stored, duplicate, quarantined, dropped };
    });
  }

  /** @throws {Problem} 409 when it may not be done as it was previewed */
  discard(actor: string, settling: Settling) {
    const { warehouse, clock } = this.needs;
    return this.#exclusively(async () => {
      const lines = await this.#previewed(settling);
      await this.#log(actor, 'discard', settling);
      const asked = { ...filterOf(settling.reason), ...warehouse.databases };
      await warehouse.change(DISCARD_LINES, { ...asked, now: Math.floor(clock.now().getTime() / 1_000) });
      await warehouse.change(DELETE_SETTLED, warehouse.databases);
      return { lines };
    });
  }

  #whyNotAgain(reason: string, lines: number): string {
    if (reason === NEVER_AGAIN)
      return 'nobody would vouch for lines that name another source than their key may write for';
    if (this.needs.redrive === undefined) return 'this process takes nothing in';
    if (lines > MOST_REDRIVEN)
      return `more than ${MOST_REDRIVEN.toLocaleString('en')} lines are driven again by command alone`;
    return '';
  }

  async #sealed(reason: string): Promise<number> {
    const { warehouse } = this.needs;
    const [sealed] = await warehouse.ask(countSealed, { ...filterOf(reason), ...warehouse.databases }, 'sealed');
    return sealed?.lines ?? 0;
  }

  async #previewed({ reason, lines }: Settling): Promise<number> {
    const now = await this.#sealed(reason);
    if (now === lines) return now;
    throw new Problem(
      409,
      'preview_stale',
      `lines: ${now.toLocaleString('en')} lie here now, not ${lines.toLocaleString('en')}`,
      'look at the preview again',
    );
  }

  async #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const held = await this.needs.casebook.tryLease('load', work);
    if (held !== undefined) return held.result;
    throw new Problem(409, 'loading', 'lines are being loaded by hand or driven again', 'try again once that is done');
  }

  async #log(actor: string, verb: 'redrive' | 'discard', { reason, lines, why }: Settling): Promise<void> {
    const { casebook, trail, wall } = this.needs;
    const deed = { actor, action: `quarantine.${verb}`, objectKind: 'quarantine', object: reason, reason: why };
    await casebook.transaction('read committed', (tx) =>
      trail.append(tx, { ...deed, details: { lines }, at: wall.now() }),
    );
  }
}

function filterOf(reason: string): RefusedFilter {
  return { from: 0, until: END_OF_TIME, reasons: [reason], sources: [] };
}
