import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import type { ReleaseDeed } from '#publish/release-deed';
import { WALL_CLOCK } from '../tokens.js';
import { RELEASE_DESK, type ReleaseDesk } from './release-desk.js';

/** Has people's deeds done with releases, and writes down who did what. */
@Injectable()
export class ReleaseOffice {
  constructor(
    @Inject(RELEASE_DESK) private readonly desk: ReleaseDesk | null,
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  /**
   * Asks the desk for something.
   *
   * @throws {Problem} when this process publishes nothing, or the desk refuses, saying what to do instead
   */
  async ask<Answer>(question: (desk: ReleaseDesk) => Answer | Promise<Answer>): Promise<Answer> {
    if (this.desk === null)
      throw new Problem(
        404,
        'no_releases_here',
        'this process publishes no releases',
        'ask the service that serves /statistics, or use usewatch release',
      );
    try {
      return await question(this.desk);
    } catch (error) {
      // The desk belongs to another app; its refusals are known by their name.
      if (error instanceof Error && error.name === 'ReleaseError')
        throw new Problem(409, 'release_refused', error.message, 'look at the release again, then do what it says', {
          cause: error,
        });
      throw error;
    }
  }

  /** Does a deed under somebody's name, and keeps it in the audit log; keys never stand there. */
  async act(actor: string, period: string, deed: ReleaseDeed): Promise<void> {
    await this.ask((desk) => desk.act(actor, period, deed));
    const reason = 'reason' in deed ? deed.reason : '';
    const details = 'version' in deed ? { version: deed.version } : {};
    await this.#keep(actor, `release.${deed.kind}`, period, reason, details);
  }

  /** Cancels long work. @throws {Problem} when there is none */
  async cancel(actor: string, period: string): Promise<void> {
    const isCancelled = await this.ask((desk) => desk.cancel(period));
    if (!isCancelled)
      throw new Problem(409, 'nothing_running', `no work on ${period} is under way`, 'look at the release again');
    await this.#keep(actor, 'release.cancel', period, '', {});
  }

  #keep(
    actor: string,
    action: string,
    object: string,
    reason: string,
    details: Record<string, string>,
  ): Promise<number> {
    const deed = { actor, action, objectKind: 'release', object, reason, details, at: this.wall.now() };
    return this.casebook.transaction('read committed', (tx) => this.trail.append(tx, deed));
  }
}
