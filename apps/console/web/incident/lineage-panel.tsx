import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CampaignDetail } from '../api/answers.js';
import { campaignQuery } from '../api/incidents.js';
import { Answered } from '../parts/answered.js';
import { minuteUtc } from '../parts/instant.js';
import { Panel } from '../parts/panel.js';
import classes from './incident-page.module.css';

/** Where a campaign came from, what it went into, and whether it formed again after a ban. */
export function LineagePanel({ id }: { readonly id: string }) {
  const campaign = useQuery(campaignQuery(id));
  return (
    <Answered query={campaign} what="the lineage" lines={3}>
      {(detail) => (
        <Panel
          title="Lineage"
          flush
          aside={
            <Link to="/campaigns/$id" params={{ id }}>
              campaign {id.slice(0, 8)}
            </Link>
          }
        >
          <LineageList campaign={detail} />
        </Panel>
      )}
    </Answered>
  );
}

/** The same as a list of sentences. */
export function LineageList({ campaign }: { readonly campaign: CampaignDetail }) {
  const { split_from, merged_into, aliases, parts, bans, reformed_at } = campaign;
  const other = (id: string) => (
    <Link to="/campaigns/$id" params={{ id }}>
      {id.slice(0, 8)}
    </Link>
  );
  const isAlone = split_from === null && merged_into === null && aliases.length + parts.length + bans.length === 0;
  if (isAlone) return <p className={classes.none}>It came from no other campaign, and none came from it.</p>;
  return (
    <ul className={classes.lines}>
      {split_from !== null && <li>Split from {other(split_from)}</li>}
      {merged_into !== null && <li>Went into {other(merged_into)}</li>}
      {aliases.map((id) => (
        <li key={id}>Took in {other(id)}</li>
      ))}
      {parts.map((id) => (
        <li key={id}>{other(id)} split off</li>
      ))}
      {bans.map(({ decided_at, action, incident }) => (
        <li key={`${incident} ${decided_at}`}>
          {action} decided {minuteUtc(decided_at)} UTC
        </li>
      ))}
      {reformed_at !== null && <li>Formed again, seen in the window until {minuteUtc(reformed_at)} UTC</li>}
    </ul>
  );
}
