import { Link } from '@tanstack/react-router';
import type { Casework, IncidentDetail } from '../api/answers.js';
import { Facts } from '../parts/facts.js';
import { Instant } from '../parts/instant.js';
import { plain } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';

/** When, by whom, how strong. */
export function FactsPanel({
  incident,
  casework,
}: {
  readonly incident: IncidentDetail;
  readonly casework: Casework | undefined;
}) {
  const last = incident.decisions.at(-1);
  return (
    <Panel title="Case" note={incident.id.slice(0, 8)}>
      <Facts
        of={[
          ['First seen', <Instant key="first" at={incident.first_seen} />],
          ['Last seen', <Instant key="last" at={incident.last_seen} />],
          ['Opened', <Instant key="opened" at={incident.opened_at} />],
          ['Score', plain(incident.score)],
          ['Priority', casework?.priority],
          ['Assigned to', casework === undefined ? undefined : (casework.assignee?.name ?? 'nobody')],
          ['Claimed by', casework?.claim?.person.name],
          ['Decided', last === undefined ? 'not yet' : `${last.verdict} by ${last.decided_by}`],
          [
            'Split from',
            casework?.split_from == null ? undefined : (
              <Link key="split" to="/incidents/$id" params={{ id: casework.split_from }}>
                {casework.split_from.slice(0, 8)}
              </Link>
            ),
          ],
        ]}
      />
    </Panel>
  );
}
