import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import type { Casework, IncidentDetail } from '../api/answers.js';
import { relationsQuery } from '../api/incidents.js';
import { Answered } from '../parts/answered.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { CoursePanel } from './course-panel.js';
import { FactsPanel } from './facts-panel.js';
import classes from './incident-page.module.css';
import type { Tab } from './incident-tabs.js';
import { LineagePanel } from './lineage-panel.js';
import { MemberTable } from './member-table.js';
import { OthersPanel } from './others-panel.js';
import { SimilarPanel } from './similar-panel.js';
import { WhyPanel } from './why-panel.js';

interface OverviewPart {
  readonly incident: IncidentDetail;
  readonly casework: UseQueryResult<Casework>;
  readonly onTab: (tab: Tab) => void;
}

/** Members shown before the whole list is asked for. */
const SHOWN = 8;

/** What a person needs to decide, on one screen and a little. */
export function OverviewPart({ incident, casework, onTab }: OverviewPart) {
  const { members } = incident;
  const relations = useQuery(relationsQuery(incident.id));
  const first = [...members].sort((a, b) => b.records - a.records).slice(0, SHOWN);
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        <WhyPanel incident={incident} />
        {members.length > 0 && (
          <Panel
            title="Who belongs to it, and why"
            note={counted(members.length, 'account')}
            flush
            aside={
              members.length > SHOWN && (
                <button type="button" className={classes.more} onClick={() => onTab('members')}>
                  all {whole(members.length)}
                </button>
              )
            }
          >
            <MemberTable members={first} />
          </Panel>
        )}
        <CoursePanel incident={incident} />
      </div>
      <div className={classes.stack}>
        <FactsPanel incident={incident} casework={casework.data} />
        <Answered query={relations} what="cases like it" lines={4}>
          {({ campaigns, similar, others }) => (
            <>
              <OthersPanel others={others} />
              <SimilarPanel similar={similar} />
              {campaigns.map((campaign) => (
                <LineagePanel key={campaign} id={campaign} />
              ))}
            </>
          )}
        </Answered>
        {casework.data !== undefined && (
          <Panel title={`Policy: ${casework.data.policy.name}`} note={`version ${casework.data.policy.version}`}>
            <p className={classes.policy}>{casework.data.policy.text}</p>
          </Panel>
        )}
      </div>
    </div>
  );
}
