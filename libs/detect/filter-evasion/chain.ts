import { connectedComponents } from '#statistics/connected-components';
import type { Asked } from './row.js';

/** Calls that ask for the same thing in other words, from a refusal on. */
export interface Chain {
  /** Calls from the first to the one after which the filter hardly stops any, in the order of time. */
  readonly tries: readonly Asked[];
  /** Calls after that. */
  readonly after: readonly Asked[];
  /** Different texts among the filtered tries. */
  readonly wordings: number;
  /** Share of the tries that were filtered, 0..1; calls of the same kind that were answered before count as tries. */
  readonly filtered: number;
  /** Whether a text got an answer that had not been filtered before. */
  readonly isThrough: boolean;
}

/** Seconds after a refusal in which people try again; who returns later has changed the subject. */
const PATIENCE = 600;

/** Later calls looked at after each refusal: a person makes fewer in ten minutes, and a machine is told by them. */
const LOOK_AHEAD = 40;

/** Word-set Jaccard index from which one text is another in other words: of forty words about thirteen may differ. */
const REWORDED = 0.5;

/** Words kept of a text, the smallest hashes. */
const SAMPLE = 64;

/**
 * Links each filtered call to what is asked in nearly the same words within ten minutes, and to whatever has the same text
 * but for disguised letters, however much later.
 *
 * @param asked  calls of one account, in the order of time
 * @returns      chains in the order of their first call; a call that nobody tries again is none
 */
export function chains(asked: readonly Asked[]): Chain[] {
  const links: [number, number][] = [];
  const last = new Map<number, number>();
  for (const [index, call] of asked.entries()) {
    const same = last.get(call.template);
    if (same !== undefined) links.push([same, index]);
    last.set(call.template, index);
    if (call.end !== 'filtered') continue;
    for (let next = index + 1; next < asked.length && next <= index + LOOK_AHEAD; next++) {
      const later = asked[next] as Asked;
      if (later.second > call.second + PATIENCE) break;
      if (isNear(call, later)) links.push([index, next]);
    }
  }
  return connectedComponents(asked.length, links)
    .map((indexes) => indexes.map((index) => asked[index] as Asked))
    .filter((calls) => calls.length > 1 && calls.some(({ end }) => end === 'filtered'))
    .map((calls) => chain(calls, asked));
}

function chain(calls: readonly Asked[], asked: readonly Asked[]): Chain {
  const cut = fall(calls);
  const tries = calls.slice(0, cut);
  const after = calls.slice(cut);
  const stopped = tries.filter(({ end }) => end === 'filtered');
  const wordings = new Set(stopped.map(({ wording }) => wording));
  const first = calls[0] as Asked;
  const members = new Set(calls);
  const before = asked.filter(
    (call) => call.second < first.second && call.end === 'answered' && !members.has(call) && isNear(call, first),
  ).length;
  return {
    tries,
    after,
    wordings: wordings.size,
    filtered: stopped.length / (tries.length + before),
    isThrough: after.some(({ end, wording }) => end === 'answered' && !wordings.has(wording)),
  };
}

/**
 * After how many calls the filter stops fewer than before: where two shares explain the outcomes best.
 *
 * @returns  how many calls come before; all of them when the share does not fall
 */
function fall(calls: readonly Asked[]): number {
  const total = calls.filter(({ end }) => end === 'filtered').length;
  let [best, cut] = [likelihood(total, calls.length), calls.length];
  let hits = 0;
  for (let length = 1; length < calls.length; length++) {
    if (calls[length - 1]?.end === 'filtered') hits++;
    const [head, tail] = [hits / length, (total - hits) / (calls.length - length)];
    const gain = likelihood(hits, length) + likelihood(total - hits, calls.length - length);
    if (head > tail && gain > best) [best, cut] = [gain, length];
  }
  return cut;
}

/** Logarithm of the largest likelihood of so many hits, nats. */
function likelihood(hits: number, tries: number): number {
  const share = hits / tries;
  return (hits === 0 ? 0 : hits * Math.log(share)) + (hits === tries ? 0 : (tries - hits) * Math.log(1 - share));
}

function isNear(one: Asked, other: Asked): boolean {
  if (one.template === other.template) return true;
  const [a, b] = [one.words, other.words];
  // Where a set is larger than its sample, both are compared up to the largest hash that both samples reach.
  const reach = Math.min(reachOf(a), reachOf(b));
  const words = new Set(a.filter((word) => word <= reach));
  const others = b.filter((word) => word <= reach);
  const common = others.filter((word) => words.has(word)).length;
  return common > 0 && common >= REWORDED * (words.size + others.length - common);
}

/** Largest hash up to which a sample holds every word of its text. */
function reachOf(words: readonly number[]): number {
  return words.length < SAMPLE ? Number.POSITIVE_INFINITY : (words.at(-1) ?? 0);
}
