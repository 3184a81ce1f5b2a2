import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { mispEvent } from '#share/misp-event';
import { stixBundle } from '#share/stix-bundle';
import { Allows } from '../access/allows.js';
import { type Asking, actorOf, WhoAsks } from '../access/asking.js';
import { WALL_CLOCK } from '../tokens.js';
import { CampaignSharing } from './campaign-sharing.js';
import { CampaignId, IndicatorQuery, MEDIA_TYPES } from './indicator-shape.js';
import { LEAST_ACCOUNTS } from './share-campaign.js';

/** What peers may be told of campaigns. */
@ApiTags('campaigns')
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly sharing: CampaignSharing,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get(':id/indicators')
  @Allows('usage', 'export', 'indicators:export')
  @ApiOperation({
    summary: 'Share what a campaign is known by with peers',
    description:
      'A STIX 2.1 bundle or a MISP event; counts in bands, hashes keyed, nothing of any account. Written down with the reason.',
  })
  @ApiProduces(...Object.values(MEDIA_TYPES))
  @ApiOkResponse({ description: 'The file' })
  @ApiResponse({
    status: 400,
    description: 'A field is wrong, or a name is none of the campaign',
    standardSchema: ProblemBody,
  })
  @ApiResponse({ status: 404, description: 'No such campaign', standardSchema: ProblemBody })
  @ApiResponse({ status: 422, description: 'Too few accounts to be shared', standardSchema: ProblemBody })
  async shareCampaign(
    @Param('id', { schema: CampaignId }) id: string,
    @Query({ schema: IndicatorQuery }) { domain = [], ...asked }: z.infer<typeof IndicatorQuery>,
    @WhoAsks() asking: Asking,
  ): Promise<StreamableFile> {
    const domains = typeof domain === 'string' ? [domain] : domain;
    const shared = await this.sharing.share(actorOf(asking), id, { ...asked, domains }, this.wall.now());
    switch (shared.outcome) {
      case 'unknown':
        throw new Problem(
          404,
          'campaign_unknown',
          `there is no campaign ${id}`,
          'take the id from an incident about a campaign',
        );
      case 'too-small':
        throw new Problem(
          422,
          'campaign_too_small',
          `the campaign has ${shared.accounts} accounts; ${LEAST_ACCOUNTS} are the least that is shared`,
          'wait until it grows, or tell peers by other ways',
        );
      case 'names-refused':
        throw new Problem(
          400,
          'invalid_request',
          `domain: ${shared.names.slice(0, 5).join(', ')} ${shared.names.length === 1 ? 'is' : 'are'} not among what the campaign promotes, or the name of an account`,
          'leave it out',
        );
      case 'shared': {
        const { format } = asked;
        const written = format === 'stix' ? stixBundle(shared.campaign) : mispEvent(shared.campaign);
        return new StreamableFile(Buffer.from(`${JSON.stringify(written, null, 2)}\n`), {
          type: MEDIA_TYPES[format],
          disposition: `attachment; filename="campaign-${id.slice(0, 8)}.${format}.json"`,
        });
      }
    }
  }
}
