import { discoveryFindings, discoveryMarks, namingsOf } from '#casebook/discoveries';
import type { CasebookSession } from '#casebook/session';
import { catalogue } from '#detect/catalogue';
import { type Discovery, discoveries, type Explanation, explanations } from '#incident/discovery';

/** A discovery with the detectors that explain it. */
export type Listed = Discovery & { readonly explainedBy: readonly Explanation[] };

const DISCOVERING = catalogue.flatMap(({ name, opens }) => (opens === 'discoveries' ? [name] : []));

/** Every discovery there ever was, the latest seen first. */
export async function everyDiscovery(casebook: CasebookSession): Promise<Discovery[]> {
  const findings = await discoveryFindings(casebook, DISCOVERING);
  const marks = await discoveryMarks(casebook);
  return DISCOVERING.flatMap((name) => {
    const own = findings.filter(({ detector }) => detector === name);
    return discoveries(
      own.map(({ id, campaign, detector, windowFrom, windowUntil, subject, ...finding }) => ({
        id,
        campaign,
        detector,
        window: { from: windowFrom, until: windowUntil },
        finding: { ...finding, point: 'report', subject: { kind: 'campaign', id: subject } },
      })),
      marks,
    );
  });
}

/** Adds the detectors that explain each discovery. */
export async function explained(casebook: CasebookSession, some: readonly Discovery[]): Promise<Listed[]> {
  if (some.length === 0) return [];
  const from = some.map(({ seenFrom }) => seenFrom.getTime()).reduce((a, b) => Math.min(a, b));
  const until = some.map(({ lastSeen }) => lastSeen.getTime()).reduce((a, b) => Math.max(a, b));
  const stretch = { from: new Date(from), until: new Date(until) };
  const accounts = new Set(some.flatMap(({ members }) => members.map(({ account }) => account)));
  const namings = await namingsOf(casebook, stretch, [...accounts], DISCOVERING);
  return some.map((discovery) => ({ ...discovery, explainedBy: explanations(discovery, namings) }));
}
