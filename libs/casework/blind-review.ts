/** What an incident under blind review says in place of what would tell whether anything flagged it. */
export const BLIND = {
  detector: 'blind-review',
  version: 1,
  category: 'OTH',
  severity: 'medium',
  score: 0,
  point: 'report',
  because: 'is to be judged by its calls of this time alone; who or what chose it is not told',
} as const;

/** The part of an incident that detectors fill. */
export interface Flagged {
  readonly blind: boolean;
  readonly detector: string;
  readonly version: number;
  readonly category: string;
  readonly score: number;
  readonly point: 'report' | 'act';
  readonly because: string;
  readonly state: string;
  readonly openedAt: Date;
}

const HOUR = 3_600_000;

/**
 * An incident as people may see it: one under blind review tells neither its detector nor its score, sentence or minute.
 *
 * Items of the audit sample and incidents of detectors look the same; once a person has chosen a category it is theirs to see.
 */
export function blinded<Line extends Flagged>(line: Line): Line {
  if (!line.blind) return line;
  const { detector, version, score, point, because } = BLIND;
  const category = line.state === 'open' ? BLIND.category : line.category;
  const openedAt = new Date(Math.floor(line.openedAt.getTime() / HOUR) * HOUR);
  return { ...line, detector, version, category, score, point, because, openedAt };
}

/** What is known of an incident beside its line. */
interface Known {
  readonly members: readonly { readonly account: string; readonly records: number; readonly tie: string }[];
  readonly findings: readonly unknown[];
}

/** An incident with all that is known of it, as people may see it: under blind review without findings and ties. */
export function blindedFile<File extends Flagged & Known>(file: File): File {
  if (!file.blind) return file;
  return {
    ...blinded(file),
    members: file.members.map(({ account }) => ({ account, records: 0, tie: '' })),
    findings: [],
  };
}
