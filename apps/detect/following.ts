import type { Following, SightingRow } from '#casebook/campaigns';
import type { Detector } from '#detect/detector';
import { lineage, rememberedSince, type Seen } from '#incident/lineage';

/** How the campaigns that a detector finds are named from window to window. */
export function following(detector: Pick<Detector, 'name' | 'everyHours'>): Following {
  return {
    since: (until) => rememberedSince(detector, until),
    follow: (past, due) =>
      lineage(
        detector,
        past.map((row) => ({ ...seen(row), campaign: row.campaign })),
        due.map(seen),
      ),
  };
}

function seen({ id, version, windowFrom, windowUntil, subject, accounts }: SightingRow): Seen {
  return { id, version, window: { from: windowFrom, until: windowUntil }, subject, accounts };
}
