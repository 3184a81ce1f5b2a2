import { useQuery } from '@tanstack/react-query';
import { actionSetsQuery } from '../api/incidents.js';
import { Answered } from '../parts/answered.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import { ActionSetTable } from './action-set-table.js';

/** Everything that was done to accounts, latest first; each of it can be taken back as a whole. */
export function ActionsPage() {
  const sets = useQuery(actionSetsQuery());
  return (
    <>
      <PageHead title="Actions" says="what was done to accounts; each set is undone as one" />
      <PageBody flush>
        <Answered query={sets} what="actions" lines={10}>
          {({ action_sets }) => <ActionSetTable sets={action_sets} withIncident />}
        </Answered>
      </PageBody>
    </>
  );
}
