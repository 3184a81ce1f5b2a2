import type { Finding } from '#detect/detector';
import { networkSystems } from '#detect/network-systems';
import type { GuardRails } from '#incident/guard-rails';
import type { Window } from '#usage/window';
import type { Warehouse } from '#warehouse/warehouse';

/**
 * The autonomous systems of the networks that findings are about; asked only where some system is entered as shared.
 *
 * @returns  by pseudonym of the network
 */
export async function systemsOf(
  findings: readonly Finding[],
  { from, until }: Window,
  { sharedNetworks }: GuardRails,
  warehouse: Warehouse,
): Promise<ReadonlyMap<string, number>> {
  const networks = findings.flatMap(({ subject }) => (subject.kind === 'network' ? [subject.id] : []));
  if (networks.length === 0 || !sharedNetworks.some(({ subjectKind }) => subjectKind === 'asn')) return new Map();
  const rows = await warehouse.ask(networkSystems, { from, until, networks });
  return new Map(rows.map(({ network, asn }) => [network, asn]));
}
