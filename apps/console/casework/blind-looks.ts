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
   * Writes down that somebody looked up what is said of accounts while their blind review is open; before it is shown.
   *
   * @param accounts  each of them under blind review is an entry of its own; the others are none
   * @param where     such as `account page`
   */
  async record(asking: Asking, accounts: readonly string[], where: string): Promise<void> {
    const looked = await this.under(accounts);
    if (looked.size === 0) return;
    const deed = { actor: actorOf(asking), action: 'review.look', objectKind: 'account', details: { where } };
    await this.casebook.transaction('read committed', async (tx) => {
      for (const object of looked) await this.trail.append(tx, { ...deed, object, at: this.wall.now() });
    });
  }
}
