import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { IncidentDetail } from '../api/answers.js';
import { caseworkQuery, incidentQuery } from '../api/incidents.js';
import { Answered } from '../parts/answered.js';
import { whole } from '../parts/numbers.js';
import { useTitle } from '../shell/page-head.js';
import { EvidencePart } from './evidence-part.js';
import { HistoryPart } from './history-part.js';
import { IncidentHead } from './incident-head.js';
import classes from './incident-page.module.css';
import type { Tab } from './incident-tabs.js';
import { LinksPart } from './links-part.js';
import { MembersPart } from './members-part.js';
import { OverviewPart } from './overview-part.js';

const route = getRouteApi('/desk/incidents/$id');

/** One case: what was found and why now, who belongs to it and why, and everything that can be done about it. */
export function IncidentPage() {
  const { id } = route.useParams();
  const incident = useQuery(incidentQuery(id));
  return (
    <Answered query={incident} what="the incident" lines={16}>
      {(detail) => <Incident key={detail.id} incident={detail} />}
    </Answered>
  );
}

function Incident({ incident }: { readonly incident: IncidentDetail }) {
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const casework = useQuery(caseworkQuery(incident.id));
  const change = (next: Tab) =>
    void navigate({ search: next === 'overview' ? {} : { tab: next }, replace: true, resetScroll: false });
  useTitle(`${incident.detector} · ${incident.id.slice(0, 8)}`);
  const evidence = new Set(incident.findings.flatMap((finding) => finding.evidence)).size;
  return (
    <article className={classes.page}>
      <IncidentHead incident={incident} casework={casework.data} />
      <Tabs value={tab} onChange={(next) => change(next as Tab)} keepMounted={false} className={classes.tabs}>
        <Tabs.List className={classes.tabList}>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="members">Members {whole(incident.members.length)}</Tabs.Tab>
          <Tabs.Tab value="links">What they share</Tabs.Tab>
          <Tabs.Tab value="evidence">Evidence {whole(evidence)}</Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview" className={classes.part}>
          <OverviewPart incident={incident} casework={casework} onTab={change} />
        </Tabs.Panel>
        <Tabs.Panel value="members" className={classes.part}>
          <MembersPart incident={incident} />
        </Tabs.Panel>
        <Tabs.Panel value="links" className={classes.part}>
          <LinksPart incident={incident} />
        </Tabs.Panel>
        <Tabs.Panel value="evidence" className={classes.part}>
          <EvidencePart incident={incident} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes.part}>
          <HistoryPart incident={incident} casework={casework} />
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}
