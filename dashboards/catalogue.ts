import type { DashboardPlan, MarkPlan } from './dashboard-plan.js';
import { detect } from './detect/detect.js';
import { incident } from './incident/incident.js';
import { ingest } from './ingest/ingest.js';
import { leadership } from './leadership/leadership.js';
import { publish } from './publish/publish.js';

/** Every dashboard, in the order data meets the stages; its file is called after its address. */
export const dashboards: readonly DashboardPlan[] = [ingest, detect, incident, publish, leadership];

/** What is drawn over the panels of every dashboard. */
export const marks: readonly MarkPlan[] = [
  { name: 'Detectors', sql: new URL('./shown/detector-changes.sql', import.meta.url), colour: 'blue' },
  { name: 'Policy', sql: new URL('./shown/policy-changes.sql', import.meta.url), colour: 'purple' },
  { name: 'Releases', sql: new URL('./shown/releases.sql', import.meta.url), colour: 'orange' },
];
