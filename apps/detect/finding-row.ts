import type { FindingRow } from '#casebook/runs';
import type { Detector, Finding } from '#detect/detector';
import { findingId, membersOf, partiesOf } from '#incident/found';
import { markExcepted, type Standing, withheld } from '#incident/guard-rails';

/**
 * A finding as the casebook keeps it.
 *
 * @param run       id of the run that said it
 * @param detector  whose run; its policy category holds where the finding names none
 * @param finding   as judged
 * @param holding   what keeps findings of this window from opening incidents
 */
export function findingRow(
  run: string,
  detector: Pick<Detector, 'category'>,
  finding: Finding,
  holding: Standing,
): FindingRow {
  const { subject, score, point, category = detector.category, because, numbers, evidence } = finding;
  const members = markExcepted(membersOf(finding), holding);
  return {
    id: findingId(run, subject),
    subjectKind: subject.kind,
    subject: subject.id,
    score,
    point,
    category,
    because,
    numbers,
    evidence,
    members,
    parties: partiesOf({ subject, members }),
    withheld: withheld(finding, holding) ?? null,
  };
}
