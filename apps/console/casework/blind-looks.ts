import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { underBlindReview } from '#casebook/under-blind-review';
import { Clock } from '#platform/clock';
import { type Asking, actorOf } from '../access/asking.js';
import { WALL_CLOCK } from '../tokens.js';

/** Knows which accounts are under blind review, and writes down who looked them up elsewhere all the same. */
@Injectable()
export class BlindLooks {
  constructor(
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  /** Those of some accounts whose blind review is open. */
  under(accounts: readonly string[]): Promise<Set<string>> {
    return underBlindReview(this.casebook, accounts);
  }

  /**
   * Writes down that somebody looked up what is said of an account while its blind review is open; before it is shown.
   *
   * @param where  such as `account page`
   * @returns      whether it is under blind review; nothing is written otherwise
   */
  async record(asking: Asking, account: string, where: string): Promise<boolean> {
    if (!(await this.under([account])).has(account)) return false;
    const deed = { actor: actorOf(asking), action: 'review.look', objectKind: 'account', object: account };
    await this.casebook.transaction('read committed', (tx) =>
      this.trail.append(tx, { ...deed, details: { where }, at: this.wall.now() }),
    );
    return true;
  }
}
