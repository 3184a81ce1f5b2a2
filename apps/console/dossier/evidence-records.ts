import type { IncidentFile } from '#casebook/incidents';
import { drawnRecords } from '#casework/sample-questions';
import type { Warehouse } from '#warehouse/warehouse';

/**
 * Records that may be looked at as evidence of an incident: those its findings name, latest finding first.
 *
 * Of an incident under blind review a few of the account's calls, whoever chose it: what a finding shows would tell.
 *
 * @param most  records at most
 */
export async function evidenceRecords(
  warehouse: Warehouse,
  { id, blind, subject, firstSeen, lastSeen, findings }: IncidentFile,
  most: number,
): Promise<string[]> {
  if (!blind) return [...new Set(findings.flatMap((finding) => finding.evidence))].slice(0, most);
  const asked = { account: subject, from: firstSeen, until: lastSeen, seed: id, most };
  const rows = await warehouse.ask(drawnRecords, asked);
  return rows.map(({ record_name }) => record_name);
}
