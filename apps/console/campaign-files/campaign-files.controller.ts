import { Controller, Get, Param, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { getCampaign, listCampaigns } from '#casebook/campaign-files';
import { Casebook } from '#casebook/casebook';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import {
  CampaignDetail,
  CampaignId,
  CampaignQuery,
  Campaigns,
  shapeCampaign,
  shapeCampaignDetail,
} from './campaign-shape.js';

/** Accounts acting together, followed from window to window. */
@ApiTags('campaigns')
@Controller('v1/campaigns')
export class CampaignFilesController {
  constructor(private readonly casebook: Casebook) {}

  @Get()
  @Allows('incident', 'read', 'incidents:read')
  @ApiOperation({ summary: 'Which campaigns are there?', description: 'Latest seen first.' })
  @ApiOkResponse({ description: 'As many as asked for', standardSchema: Campaigns })
  @ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody })
  @SerializeOptions({ schema: Campaigns })
  async listCampaigns(@Query({ schema: CampaignQuery }) query: z.infer<typeof CampaignQuery>): Promise<Campaigns> {
    const { detector, merged, limit } = query;
    const filter = { merged: merged === 'also', ...(detector === undefined ? {} : { detector }) };
    return { campaigns: (await listCampaigns(this.casebook, filter, limit)).map(shapeCampaign) };
  }

  @Get(':id')
  @Allows('incident', 'read', 'incidents:read')
  @ApiOperation({ summary: 'Who took part in one campaign, and how did it grow?' })
  @ApiOkResponse({ description: 'The campaign', standardSchema: CampaignDetail })
  @ApiResponse({ status: 404, description: 'No such campaign', standardSchema: ProblemBody })
  @SerializeOptions({ schema: CampaignDetail })
  async getCampaign(@Param('id', { schema: CampaignId }) id: string): Promise<CampaignDetail> {
    const campaign = await getCampaign(this.casebook, id);
    if (campaign !== undefined) return shapeCampaignDetail(campaign);
    throw new Problem(404, 'campaign_unknown', `there is no campaign ${id}`, 'see GET /v1/campaigns?merged=also');
  }
}
