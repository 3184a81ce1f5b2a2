import { AuditTrail } from '#casebook/audit-trail';
import { readInstallation } from '#casebook/installation';
import { owedWeeks } from '#casework/owed-weeks';
import type { Installation } from '#platform/open-installation';
import { drawSample } from './draw-sample.js';

/** What drawing needs of an installation. */
export type SampleNeeds = Pick<Installation, 'casebook' | 'warehouse' | 'clock'> & {
  readonly secrets: Pick<Installation['secrets'], 'apiKeyPepper'>;
};

/** Draws the weeks that are owed; one process at a time does. */
export class SampleDesk {
  constructor(private readonly needs: SampleNeeds) {}

  /** @returns weeks that were drawn now */
  async drawOwed(): Promise<string[]> {
    const { casebook, warehouse, clock, secrets } = this.needs;
    const known = await readInstallation(casebook);
    if (known === undefined) return [];
    const held = await casebook.tryLease('sample', async (lost) => {
      const drawn: string[] = [];
      for (const week of owedWeeks(known.createdAt, clock.now())) {
        if (lost.aborted) break;
        const trail = new AuditTrail(secrets.apiKeyPepper);
        const needs = { casebook, warehouse, trail, now: clock.now(), wall: new Date() };
        if ((await drawSample(needs, { week, drawnBy: 'clock' })).drawn) drawn.push(week);
      }
      return drawn;
    });
    return held?.result ?? [];
  }
}
