import { judgeCourse, WEEKS_BEFORE } from '#alarm/detector-volume';
import { sampleLabels } from '#casebook/audit-samples';
import type { Casebook } from '#casebook/casebook';
import { timeAtCasebook, weeklyAccounts } from '#casebook/self-watch';
import { houseMeasures, privacyDebits, releaseStandings, stageDecisions } from '#casebook/standing';
import { weekWindow } from '#casework/iso-week';
import { catalogue } from '#detect/catalogue';
import { timeAtWarehouse } from '#warehouse/time-at-warehouse';
import type { Warehouse } from '#warehouse/warehouse';
import { warehouseInstant } from './warehouse-instant.js';

interface Places {
  readonly casebook: Casebook;
  readonly warehouse: Pick<Warehouse, 'ask' | 'write'>;
}

/** Short tables that are told whole, by the warehouse's name of them. */
const TABLES: Readonly<Record<string, (casebook: Casebook, now: Date) => Promise<readonly object[]>>> = {
  detector_course: detectorCourses,
  detector_stage: stageDecisions,
  release_standing: releaseStandings,
  privacy_debit: privacyDebits,
  audit_label: async (casebook) =>
    (await sampleLabels(casebook)).map(({ presumed: _, ...labels }) => ({
      ...labels,
      week_from: weekWindow(labels.week).from.toISOString().slice(0, 10),
    })),
};

/** Tables of which the newest row of a key counts. */
const VERSIONED = new Set(['detector_course', 'release_standing', 'audit_label']);

/**
 * Brings to the warehouse where releases, samples, stages and the courses of detectors stand, whatever of it has changed
 * since the last call.
 *
 * @param told  what this process told last of each table; is written to
 * @param now   of this telling
 * @throws {WarehouseError | CasebookError} when a store does not answer; the next call tells it
 */
export async function relayStanding(
  { casebook, warehouse }: Places,
  told: Map<string, string>,
  now: Date,
): Promise<void> {
  for (const [table, ask] of Object.entries(TABLES)) {
    const rows = await ask(casebook, now);
    const text = JSON.stringify(rows);
    if (told.get(table) === text) continue;
    const versioned = VERSIONED.has(table) ? { told_at: warehouseInstant(now) } : {};
    await warehouse.write(
      table,
      rows.map((row) => ({ ...withInstants(row), ...versioned })),
    );
    told.set(table, text);
  }
}

/**
 * Brings to the warehouse what waits to be told, and how far the stores' clocks are ahead of ours.
 *
 * @param clock  of this process
 */
export async function relayMeasures({ casebook, warehouse }: Places, clock: () => Date): Promise<void> {
  const waiting = await houseMeasures(casebook);
  const casebookAhead = (await timeAtCasebook(casebook)).getTime() - clock().getTime();
  const stored = await timeAtWarehouse(warehouse);
  const now = clock();
  const measures = {
    ...waiting,
    casebook_clock_ahead_milliseconds: casebookAhead,
    warehouse_clock_ahead_milliseconds: stored.getTime() - now.getTime(),
  };
  const at = now.toISOString().slice(0, 19).replace('T', ' ');
  await warehouse.write(
    'house_measure',
    Object.entries(measures).map(([measure, value]) => ({ at, measure, value })),
  );
}

async function detectorCourses(casebook: Casebook, now: Date): Promise<object[]> {
  const courses = await weeklyAccounts(casebook, now, 1 + WEEKS_BEFORE);
  return catalogue.map(({ name }) => {
    const { lastWeek, weeksBefore, standing } = judgeCourse(courses.get(name) ?? []);
    return { detector: name, last_week: lastWeek, weeks_before: weeksBefore, standing };
  });
}

function withInstants(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, value instanceof Date ? warehouseInstant(value) : value]),
  );
}
