import { connectedComponents } from '#statistics/connected-components';
import { sum } from './novelty.js';
import type { Caller } from './row.js';

/** Callers that are linked by a network or a client, and by neither to anybody else. */
export interface Stranger {
  readonly calls: number;
  readonly asns: readonly number[];
  /** First record of its busiest caller, 32 hex digits. */
  readonly record: string;
}

/** How one key's callers are told apart: by the most telling thing its gateway logs of a client. */
export function clientOf(callers: readonly Caller[]): (caller: Caller) => number {
  if (callers.some(({ fingerprint }) => fingerprint !== 0)) return ({ fingerprint }) => fingerprint;
  if (callers.some(({ agent }) => agent !== 0)) return ({ agent }) => agent;
  return ({ kit }) => kit;
}

/**
 * Who calls now and has nothing in common with whoever called before, nor with one another.
 *
 * An office is one network with many clients and a fleet of machines one client on many networks: each is one stranger at
 * most. People who bought a key each come with their own.
 *
 * @returns  the busiest first
 */
export function strangers(callers: readonly Caller[]): Stranger[] {
  const client = clientOf(callers);
  const known = new Set(callers.filter(({ before }) => before > 0).flatMap((caller) => names(caller, client)));
  const fresh = callers
    .filter((caller) => caller.now > 0 && client(caller) !== 0)
    .filter((caller) => names(caller, client).every((name) => !known.has(name)))
    .sort((a, b) => b.now - a.now || (a.record < b.record ? -1 : 1));
  const places = new Map<string, number>();
  const links = fresh.flatMap((caller, index) =>
    names(caller, client).flatMap((name): [number, number][] => {
      const first = places.get(name);
      if (first === undefined) places.set(name, index);
      return first === undefined ? [] : [[first, index]];
    }),
  );
  return connectedComponents(fresh.length, links)
    .map((indexes) => indexes.map((index) => fresh[index] as Caller))
    .map((some) => ({
      calls: sum(some.map(({ now }) => now)),
      asns: [...new Set(some.map(({ asn }) => asn))],
      record: (some[0] as Caller).record,
    }))
    .sort((a, b) => b.calls - a.calls || (a.record < b.record ? -1 : 1));
}

function names(caller: Caller, client: (caller: Caller) => number): string[] {
  const own = client(caller);
  return [...(caller.network === 0 ? [] : [`network ${caller.network}`]), ...(own === 0 ? [] : [`client ${own}`])];
}
