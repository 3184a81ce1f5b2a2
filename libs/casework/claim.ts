/** Milliseconds a claim holds unless it is renewed; the page renews it every five minutes while it is open. */
const CLAIM_LASTS = 20 * 60_000;

/** Who works on an incident. */
export interface Claim {
  /** Id of a person. */
  readonly person: string;
  readonly since: Date;
  readonly until: Date;
}

/** A claim that holds; undefined when there is none, or it has run out. */
export function standingClaim<Each extends Claim>(claim: Each | undefined, now: Date): Each | undefined {
  return claim !== undefined && claim.until > now ? claim : undefined;
}

/**
 * Lets somebody work on an incident, or says who does.
 *
 * One's own claim is renewed and keeps its beginning; that of another person stands until it runs out, is released, or is
 * taken over on purpose.
 *
 * @param present   the claim there is, if any
 * @param person    who wants it
 * @param takeOver  whether another person's claim may be ended
 */
export function claim(
  present: Claim | undefined,
  person: string,
  takeOver: boolean,
  now: Date,
): { readonly claim: Claim; readonly takenFrom?: string } | { readonly heldBy: Claim } {
  const until = new Date(now.getTime() + CLAIM_LASTS);
  const standing = standingClaim(present, now);
  if (standing === undefined) return { claim: { person, since: now, until } };
  if (standing.person === person) return { claim: { person, since: standing.since, until } };
  return takeOver ? { claim: { person, since: now, until }, takenFrom: standing.person } : { heldBy: standing };
}
