import type { Detector } from '#detect/detector';
import { connectedComponents } from '#statistics/connected-components';
import { HOUR } from '#usage/window';
import { type Found, incidentId, partiesOf } from './found.js';
import { LiveIncident } from './live-incident.js';
import { type Incident, summarise } from './summarise.js';
import { windowsOf } from './windows-of.js';

/** What grouping needs to know of a detector. */
export type Judge = Pick<Detector, 'name' | 'severity' | 'everyHours'>;

/** When people closed incidents, by incident; undefined for those they have written on without closing them. */
export type Decided = ReadonlyMap<string, Date | undefined>;

/** Quiet time after which the same accounts are a new case: four weeks, so that a monthly habit is one. */
const QUIET = 28 * 24 * HOUR;

/** Time after a decision in which findings still belong to it: they are the tail of what was decided upon. */
const TAIL = 14 * 24 * HOUR;

/** Overlap from which a campaign is the one seen before, as in month-to-month matching of communities. */
const LEAST_JACCARD = 0.3;
const LEAST_CONTAINMENT = 0.5;

/**
 * Turns all findings of one detector into incidents.
 *
 * A finding joins the incident its parties overlap with most; else it founds one, whose name derives from the
 * finding alone. So the same findings make the same incidents, in whatever order and by however many processes they
 * were found. A finding that founded an incident on which people have decided founds it for ever.
 *
 * Within a window the strongest overlap chooses first and each incident takes one finding; this greedy matching
 * differs from the optimal one only where two findings contend for two incidents almost equally, and unlike it does
 * not depend on unrelated findings. A finding left over joins its best incident too: a campaign that falls
 * into pieces stays one case.
 *
 * @param detector  whose findings these are
 * @param found     findings of it in any order; whoever shares parties with one of them must be among them
 * @param decided   incidents with dispositions
 * @returns         incidents in the order of their ids
 */
export function group(detector: Judge, found: readonly Found[], decided: Decided): Incident[] {
  return related(found)
    .flatMap((some) => groupRelated(detector, some, decided))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Findings that share parties, directly or through others; no other findings can meet in one incident. */
function related(found: readonly Found[]): Found[][] {
  const firstWith = new Map<string, number>();
  const links = found.flatMap(({ finding }, index) =>
    partiesOf(finding).flatMap((party): [number, number][] => {
      const first = firstWith.get(party);
      if (first === undefined) firstWith.set(party, index);
      return first === undefined ? [] : [[first, index]];
    }),
  );
  return connectedComponents(found.length, links).map((indexes) => indexes.map((index) => found[index] as Found));
}

function groupRelated(detector: Judge, found: readonly Found[], decided: Decided): Incident[] {
  const incidents = new Map<string, LiveIncident>();
  const anchors = new Map<string, LiveIncident>();
  for (const each of found) {
    const id = incidentId(detector.name, each.window, each.finding.subject);
    if (decided.has(id)) anchors.set(id, new LiveIncident(id, detector.everyHours * HOUR, each));
  }
  for (const batch of windowsOf(found)) {
    const names = batch.map(({ window, finding }) => incidentId(detector.name, window, finding.subject));
    const [first] = batch as [Found];
    const live = (incident: LiveIncident) => isLive(incident, first, decided.get(incident.id));
    const matches = match(
      batch.filter((_, index) => !decided.has(names[index] as string)),
      [...incidents.values(), ...[...anchors.values()].filter(({ id }) => !incidents.has(id))].filter(live),
      new Set(names),
    );
    batch.forEach((each, index) => {
      const name = matches.get(each.id) ?? (names[index] as string);
      const incident =
        incidents.get(name) ?? anchors.get(name) ?? new LiveIncident(name, detector.everyHours * HOUR, each);
      incidents.set(name, incident);
      incident.join(each);
    });
  }
  return [...incidents.values()].map(({ id, findings, founder }) => summarise(detector, id, findings, founder));
}

function isLive(incident: LiveIncident, { window }: Found, closedAt: Date | undefined): boolean {
  if (closedAt !== undefined && window.from.getTime() >= closedAt.getTime() + TAIL) return false;
  const gap = Math.max(window.from.getTime() - incident.until, incident.from - window.until.getTime());
  return gap < QUIET;
}

/** Which incident each finding joins, by finding. */
function match(
  batch: readonly Found[],
  live: readonly LiveIncident[],
  taken: ReadonlySet<string>,
): Map<string, string> {
  const byParty = new Map<string, LiveIncident[]>();
  for (const incident of live) {
    for (const party of incident.parties()) {
      const known = byParty.get(party);
      if (known === undefined) byParty.set(party, [incident]);
      else known.push(incident);
    }
  }
  const pairs = batch.flatMap(({ id, finding }) => {
    const parties = partiesOf(finding);
    const near = new Set(parties.flatMap((party) => byParty.get(party) ?? []));
    return [...near].flatMap((incident) => {
      const { jaccard, containment } = incident.overlap(parties);
      if (jaccard < LEAST_JACCARD && containment < LEAST_CONTAINMENT) return [];
      return [
        { finding: id, incident: incident.id, overlap: Math.max(jaccard, containment), jaccard, from: incident.from },
      ];
    });
  });
  pairs.sort(
    (a, b) =>
      b.overlap - a.overlap ||
      b.jaccard - a.jaccard ||
      a.from - b.from ||
      (a.incident + a.finding < b.incident + b.finding ? -1 : 1),
  );
  const chosen = new Map<string, string>();
  const full = new Set(taken);
  for (const { finding, incident } of pairs) {
    if (chosen.has(finding) || full.has(incident)) continue;
    chosen.set(finding, incident);
    full.add(incident);
  }
  for (const { finding, incident } of pairs) if (!chosen.has(finding)) chosen.set(finding, incident);
  return chosen;
}
