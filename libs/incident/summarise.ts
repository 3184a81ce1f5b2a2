import type { Detector, Finding, Member, Severity, Subject } from '#detect/detector';
import type { Found } from './found.js';
import { severityOf } from './severity.js';

/** The case people work on, as far as findings tell it. */
export interface Incident {
  readonly id: string;
  readonly detector: string;
  /** Newest version that spoke. */
  readonly version: number;
  /** Policy category of the strongest finding; a reviewer may choose another. */
  readonly category: string;
  readonly severity: Severity;
  readonly subject: Subject;
  /** Start of the first window and end of the last. */
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** Of the strongest finding, on the detector's scale. */
  readonly score: number;
  readonly point: Finding['point'];
  /** Sentence of the strongest finding, after how many accounts take part in all where it speaks of fewer. */
  readonly because: string;
  /** Ascending by account; empty when no account is known. */
  readonly members: readonly Member[];
  /** Ids, in the order of their windows. */
  readonly findings: readonly string[];
}

/**
 * Sums up the findings that make one incident.
 *
 * @param detector  whose findings they are
 * @param id        name of the incident
 * @param found     in the order of their windows, at least one
 * @param founder   the one it is named after
 */
export function summarise(
  detector: Pick<Detector, 'name' | 'severity'>,
  id: string,
  found: readonly Found[],
  founder: Found,
): Incident {
  const strongest = found.reduce((best, each) => (stronger(each, best) ? each : best));
  const members = sumMembers(found);
  const point = strongest.finding.point;
  return {
    id,
    detector: detector.name,
    version: Math.max(...found.map(({ version }) => version)),
    category: strongest.finding.category,
    severity: severityOf(detector.severity, point, members.length),
    subject: founder.finding.subject,
    firstSeen: new Date(Math.min(...found.map(({ window }) => window.from.getTime()))),
    lastSeen: new Date(Math.max(...found.map(({ window }) => window.until.getTime()))),
    score: strongest.finding.score,
    point,
    because: headline(strongest.finding, members.length),
    members,
    findings: found.map((each) => each.id),
  };
}

/** A case that has grown is not told by the few accounts of its strongest window alone. */
function headline({ because, members }: Found['finding'], accounts: number): string {
  return accounts > members.length ? `${accounts} accounts in all; at its strongest, ${because}` : because;
}

/** The stricter threshold first, then the score; of equals the earlier one stays. */
function stronger({ finding }: Found, { finding: best }: Found): boolean {
  return finding.point === best.point ? finding.score > best.score : finding.point === 'act';
}

/** Records are added up over windows that do not overlap, so that none counts twice. */
function sumMembers(found: readonly Found[]): Member[] {
  const members = new Map<string, { member: Member; records: number; countedUntil: number }>();
  for (const { finding, window } of found) {
    for (const member of finding.members) {
      const known = members.get(member.account);
      if (known === undefined) {
        members.set(member.account, { member, records: member.records, countedUntil: window.until.getTime() });
        continue;
      }
      if (member.records > known.member.records) known.member = member;
      if (window.from.getTime() < known.countedUntil) continue;
      known.records += member.records;
      known.countedUntil = window.until.getTime();
    }
  }
  return [...members.values()]
    .map(({ member, records }) => ({ ...member, records: Math.max(records, member.records) }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}
