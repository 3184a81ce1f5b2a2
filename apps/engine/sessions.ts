import { Session } from 'chdb';
import { Fault } from './fault.js';
import type { Parameters } from './parameters.js';

/** A session in use by one request. */
export interface Lease {
  session: Session;
  /** A kept session serves later requests, so what a request sets must be taken back. */
  isKept: boolean;
  /** Gives it back; `spoilt` when it can no longer be trusted to be as it was. */
  release(spoilt: boolean): void;
}

interface Kept {
  session: Session;
  isBusy: boolean;
  timeoutMilliseconds: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * 64-bit integers leave as JSON strings unless a request says otherwise. A ClickHouse server writes them bare, and
 * JavaScript rounds them silently; a client that wants numbers can ask for them, one that is not told cannot know.
 */
const QUOTED = '--output_format_json_quote_64bit_integers=1';

/** Bytes; parameters reach the engine as a SET statement, which its default of 256 KiB would cut short. */
const LONGEST = '--max_query_size=67108864';

/**
 * No expression becomes machine code: that pays for itself over many millions of rows, and costs the load of a small segment
 * a quarter of its time (600 instead of 870 ms for the first ones, 1.10 instead of 1.22 s with 20,000 lines).
 */
const INTERPRETED = ['--compile_expressions=0', '--compile_aggregate_expressions=0', '--compile_sort_description=0'];

/** Sessions kept at once; each holds its temporary tables in memory. */
const MOST_KEPT = 1000;

/** Engine sessions: a fresh one for each request, so that nothing a request sets outlives it, or one kept by name. */
export class Sessions {
  readonly #kept = new Map<string, Kept>();

  constructor(readonly directory: string) {}

  fresh(): Session {
    return new Session(this.directory, { connectionArgs: [QUOTED, LONGEST, ...INTERPRETED] });
  }

  /** @throws {Fault} SESSION_NOT_FOUND, or SESSION_IS_LOCKED while another request uses it */
  lease(user: string, wanted: Parameters['session']): Lease {
    if (wanted === undefined) {
      const session = this.fresh();
      return { session, isKept: false, release: () => session.close() };
    }
    const name = `${user}:${wanted.id}`;
    const kept = this.#kept.get(name) ?? this.#keep(name, wanted);
    if (kept.isBusy) throw new Fault(373, 'SESSION_IS_LOCKED', `Session ${wanted.id} is locked by a concurrent client`);
    clearTimeout(kept.timer);
    kept.isBusy = true;
    kept.timeoutMilliseconds = wanted.timeoutSeconds * 1000;
    return { session: kept.session, isKept: true, release: (spoilt) => this.#return(name, kept, spoilt) };
  }

  #keep(name: string, wanted: NonNullable<Parameters['session']>): Kept {
    if (wanted.check) throw new Fault(372, 'SESSION_NOT_FOUND', `Session ${wanted.id} not found`);
    if (this.#kept.size >= MOST_KEPT)
      throw new Fault(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', `${MOST_KEPT} sessions are open`);
    const kept: Kept = { session: this.fresh(), isBusy: false, timeoutMilliseconds: 0, timer: undefined };
    this.#kept.set(name, kept);
    return kept;
  }

  #return(name: string, kept: Kept, spoilt: boolean): void {
    kept.isBusy = false;
    const end = (): void => {
      this.#kept.delete(name);
      kept.session.close();
    };
    if (spoilt) end();
    else kept.timer = setTimeout(end, kept.timeoutMilliseconds).unref();
  }
}
