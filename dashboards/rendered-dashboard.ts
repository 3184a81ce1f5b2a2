import { marks } from './catalogue.js';
import type { DashboardPlan } from './dashboard-plan.js';
import { finalise } from './finalise.js';
import { generatedDashboard } from './generated-dashboard.js';

/** A dashboard as Grafana takes it, its data source still open; see `flavours`. */
export function renderedDashboard(plan: DashboardPlan): Record<string, unknown> {
  return finalise(generatedDashboard(plan, marks), plan);
}
