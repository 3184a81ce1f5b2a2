import type { Actor, BenignKind, MisuseKind, Truth } from './truth.js';

/** What scoring needs of an incident. */
export interface ScoredIncident {
  /** Detector that raised it; a misuse kind is called after the detector that is to find it. */
  readonly detector: string;
  readonly category: string;
  /** Pseudonyms of the accounts it names. */
  readonly accounts: readonly string[];
}

/** An incident that is not what its detector says. */
export interface FalselyRaised {
  readonly incident: ScoredIncident;
  /** Honest look-alike that was hit; absent when ordinary accounts were. */
  readonly lookAlike?: BenignKind;
  /** Misuse of another kind that was hit: a real case under a wrong name. */
  readonly otherKind?: MisuseKind;
}

/** How well one kind of planted misuse was found. */
export interface KindScore {
  readonly kind: MisuseKind;
  /** False when no detector of today judges the kind: missing it is expected. */
  readonly findable: boolean;
  readonly planted: number;
  /** Ids of actors. */
  readonly found: readonly string[];
  readonly missed: readonly string[];
  /** Incidents that name accounts of several actors of the kind: each actor is found, but taken for one. */
  readonly merged: number;
  readonly falselyRaised: readonly FalselyRaised[];
}

/** Share of an actor's accounts that one incident must name, and share of an incident's accounts that must be planted. */
const ENOUGH = 0.5;

/**
 * Compares incidents with what was planted.
 *
 * An actor is found when one incident of the right detector names at least half of its accounts: less would leave most of
 * it at work. An incident is falsely raised when fewer than half of its accounts belong to actors of its kind, so that a
 * net thrown over everybody finds nothing. An incident without accounts is falsely raised.
 *
 * @param truth      of the world that was judged
 * @param incidents  in any order
 * @param pseudonym  maps a raw account name to the name incidents use
 * @returns          one score a kind, in the order of the truth; detectors without planted misuse are left out
 */
export function scoreAgainstTruth(
  truth: Truth,
  incidents: readonly ScoredIncident[],
  pseudonym: (account: string) => string = (account) => account,
): KindScore[] {
  const owners = new Map<string, Actor>();
  for (const actor of truth.actors) for (const account of actor.accounts) owners.set(pseudonym(account), actor);
  const honest = new Map<string, BenignKind>();
  for (const { kind, accounts } of truth.benign) for (const account of accounts) honest.set(pseudonym(account), kind);
  return [...new Set(truth.actors.map(({ kind }) => kind))].map((kind) =>
    scored(
      kind,
      truth.actors.filter((actor) => actor.kind === kind),
      incidents.filter(({ detector }) => detector === kind),
      owners,
      honest,
    ),
  );
}

function scored(
  kind: MisuseKind,
  actors: readonly Actor[],
  incidents: readonly ScoredIncident[],
  owners: ReadonlyMap<string, Actor>,
  honest: ReadonlyMap<string, BenignKind>,
): KindScore {
  const found = new Set<string>();
  const falselyRaised: FalselyRaised[] = [];
  let merged = 0;
  for (const incident of incidents) {
    const named = new Set(incident.accounts);
    const hits = tally([...named], (account) => ofKind(owners.get(account), kind));
    const planted = [...hits.values()].reduce((sum, hit) => sum + hit, 0);
    if (named.size === 0 || planted < ENOUGH * named.size) {
      falselyRaised.push({ incident, ...excuse([...named], owners, honest) });
      continue;
    }
    if (hits.size > 1) merged++;
    for (const [actor, hit] of hits) if (hit >= ENOUGH * actor.accounts.length) found.add(actor.id);
  }
  const ids = actors.map(({ id }) => id);
  return {
    kind,
    findable: actors.every(({ findable }) => findable),
    planted: actors.length,
    found: ids.filter((id) => found.has(id)),
    missed: ids.filter((id) => !found.has(id)),
    merged,
    falselyRaised,
  };
}

function ofKind(actor: Actor | undefined, kind: MisuseKind): Actor | undefined {
  return actor?.kind === kind ? actor : undefined;
}

/** Whom a false incident hit most, when it was not ordinary accounts. */
function excuse(
  accounts: readonly string[],
  owners: ReadonlyMap<string, Actor>,
  honest: ReadonlyMap<string, BenignKind>,
): Pick<FalselyRaised, 'lookAlike' | 'otherKind'> {
  const [lookAlike, benign] = most(tally(accounts, (account) => honest.get(account)));
  const [otherKind, other] = most(tally(accounts, (account) => owners.get(account)?.kind));
  if (otherKind !== undefined && other >= benign) return { otherKind };
  return lookAlike === undefined ? {} : { lookAlike };
}

function tally<T>(accounts: readonly string[], label: (account: string) => T | undefined): Map<T, number> {
  const counts = new Map<T, number>();
  for (const account of accounts) {
    const known = label(account);
    if (known !== undefined) counts.set(known, (counts.get(known) ?? 0) + 1);
  }
  return counts;
}

function most<T>(counts: ReadonlyMap<T, number>): [T | undefined, number] {
  return [...counts].reduce<[T | undefined, number]>(
    (best, [label, hit]) => (hit > best[1] ? [label, hit] : best),
    [undefined, 0],
  );
}
