import { Injectable } from '@nestjs/common';
import { Casebook } from '#casebook/casebook';
import { getIncident } from '#casebook/incidents';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import { Warehouse } from '#warehouse/warehouse';
import type { Asking } from '../access/asking.js';
import { BlindLooks } from '../casework/blind-looks.js';
import { unknownIncident } from '../casework/case-desk.js';
import { previewAction, type Wanted } from './preview-action.js';

/** Where a look stands in the audit log, for previews shown before a draft and with it alike. */
const WHERE = 'preview of an action';

/** Shows what an action would do, to whom it may be shown. */
@Injectable()
export class ActionPreviews {
  constructor(
    private readonly casebook: Casebook,
    private readonly warehouse: Warehouse,
    private readonly clock: Clock,
    private readonly looks: BlindLooks,
  ) {}

  /**
   * What an action would do; it tells what is in force against each account, so whoever looks at one under blind review is
   * written down.
   *
   * @param wall  the machine's clock: actions are in force by it
   * @throws {Problem} 400, 404 or 409 when it cannot be done to anybody
   */
  async show(asking: Asking, wanted: Wanted, wall: Date) {
    const { casebook, warehouse, clock } = this;
    const incident = await getIncident(casebook, wanted.incident);
    if (incident === undefined) throw unknownIncident(wanted.incident);
    if (incident.mergedInto !== null) {
      throw new Problem(409, 'merged', `it has gone into incident ${incident.mergedInto}`, 'act on that one');
    }
    const preview = await previewAction({ casebook, warehouse, now: clock.now(), wall }, wanted);
    const [stranger] = preview.strangers;
    if (stranger !== undefined) {
      throw new Problem(
        400,
        'invalid_request',
        `accounts, except: ${stranger} takes no part in the incident`,
        'name members alone',
      );
    }
    if (preview.accounts.length === 0) {
      throw new Problem(
        409,
        'nobody_left',
        'no account is left to act on',
        'name other accounts; networks and keys cannot be acted on',
      );
    }
    await this.looks.record(asking, preview.accounts, WHERE);
    return preview;
  }
}
