import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { Warehouse } from '#warehouse/warehouse';
import { OUTGOING, type Outgoing } from '../tokens.js';
import { type Shared, type Sharing, shareCampaign } from './share-campaign.js';

/** A wish to share, as it is written down. */
export interface SharingAsked extends Sharing {
  readonly format: string;
  readonly reason: string;
}

/** Shares campaigns with peers, and writes down who did, what and why before anything leaves. */
@Injectable()
export class CampaignSharing {
  constructor(
    private readonly casebook: Casebook,
    private readonly warehouse: Warehouse,
    private readonly trail: AuditTrail,
    @Inject(OUTGOING) private readonly outgoing: Outgoing,
  ) {}

  /** What peers may be told of a campaign. @param actor  who shares it */
  async share(actor: string, id: string, asked: SharingAsked, at: Date): Promise<Shared> {
    const { casebook, warehouse } = this;
    const shared = await shareCampaign({ casebook, warehouse }, this.outgoing, id, asked);
    if (shared.outcome !== 'shared') return shared;
    const { format, reason, tlp, producer, domains } = asked;
    const deed = { actor, action: 'campaign.share', objectKind: 'campaign', object: id, reason, at };
    const details = { format, tlp, producer, domains, indicators: shared.campaign.indicators.length };
    await casebook.transaction('read committed', (tx) => this.trail.append(tx, { ...deed, details }));
    return shared;
  }
}
