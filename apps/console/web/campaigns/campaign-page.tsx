import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { campaignQuery } from '../api/incidents.js';
import { useMay } from '../api/session.js';
import { DayTable } from '../charts/day-table.js';
import { LineageList } from '../incident/lineage-panel.js';
import { MemberTable } from '../incident/member-table.js';
import { Answered } from '../parts/answered.js';
import { Facts } from '../parts/facts.js';
import { Instant } from '../parts/instant.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Waiting } from '../parts/waiting.js';
import { PageBody } from '../shell/page-body.js';
import bodyClasses from '../shell/page-body.module.css';
import { PageHead } from '../shell/page-head.js';
import { ShareDialog } from './share-dialog.js';

const DayChart = lazy(() => import('../charts/day-chart.js'));

/** One campaign across all its incidents: how it grew, who ever took part, where it came from. */
export function CampaignPage() {
  const { id } = useParams({ from: '/desk/campaigns/$id' });
  const campaign = useQuery(campaignQuery(id));
  const mayShare = useMay('usage:export');
  const [isSharing, setSharing] = useState(false);
  return (
    <Answered query={campaign} what="the campaign" lines={14}>
      {(detail) => {
        const { because, detector, growth, members, incidents, first_seen, last_seen, findings } = detail;
        const days = growth.map(({ until, ...same }) => ({ day: until.slice(0, 10), ...same }));
        return (
          <>
            <PageHead
              title={`Campaign ${id.slice(0, 8)}`}
              says={because}
              aside={
                mayShare && (
                  <Button variant="default" onClick={() => setSharing(true)}>
                    Share with peers…
                  </Button>
                )
              }
            />
            {isSharing && <ShareDialog campaign={detail} onClose={() => setSharing(false)} />}
            <PageBody>
              <div className={bodyClasses.columns}>
                <Panel title="Growth" note="accounts in each window, by its end">
                  <Suspense fallback={<Waiting what="the chart" />}>
                    <DayChart
                      days={days.map(({ day, accounts }) => ({ day, value: accounts }))}
                      name="accounts"
                      says={`Accounts by window, ${counted(growth.length, 'window')}; the table below says the same`}
                    />
                  </Suspense>
                  <DayTable
                    days={days.slice(-10)}
                    columns={[
                      { name: 'Accounts', of: (day) => day.accounts },
                      { name: 'Joined', of: (day) => day.joined },
                      { name: 'Records', of: (day) => day.records },
                    ]}
                  />
                </Panel>
                <div style={{ display: 'grid', gap: 14 }}>
                  <Panel title="Campaign">
                    <Facts
                      of={[
                        ['Found by', `${detector}, ${counted(findings, 'finding')}`],
                        ['First seen', <Instant key="first" at={first_seen} />],
                        ['Last seen', <Instant key="last" at={last_seen} />],
                        [
                          'Incidents',
                          incidents.map((incident) => (
                            <span key={incident}>
                              <Link to="/incidents/$id" params={{ id: incident }}>
                                {incident.slice(0, 8)}
                              </Link>{' '}
                            </span>
                          )),
                        ],
                      ]}
                    />
                  </Panel>
                  <Panel title="Lineage" flush>
                    <LineageList campaign={detail} />
                  </Panel>
                </div>
              </div>
              <Panel title="Everybody who ever took part" note={counted(members.length, 'account')} flush>
                <MemberTable members={members.slice(0, 500)} />
                {members.length > 500 && <p style={{ padding: '0 12px' }}>and {whole(members.length - 500)} more</p>}
              </Panel>
            </PageBody>
          </>
        );
      }}
    </Answered>
  );
}
