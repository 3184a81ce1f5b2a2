import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { Clock } from '#platform/clock';
import { ProblemBody } from '#platform/http/problem';
import { Warehouse } from '#warehouse/warehouse';
import { Allows } from '../access/allows.js';
import { askOverview } from './ask-overview.js';
import { Overview, OverviewQuery } from './overview-shape.js';
import { shapeOverview } from './shape-overview.js';

/** Whether it is getting better beyond noise: figures of the whole, about nobody in particular. */
@ApiTags('overview')
@Controller('v1/overview')
export class OverviewController {
  constructor(
    private readonly casebook: Casebook,
    private readonly warehouse: Warehouse,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allows('overview', 'read', 'incidents:read')
  @ApiOperation({
    summary: 'Is it getting better, how sure is that, and what do we get wrong?',
    description:
      'One period beside the one before it, each figure with its denominator and whether it changed beyond noise.',
  })
  @ApiOkResponse({ description: 'The figures', standardSchema: Overview })
  @ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody })
  @SerializeOptions({ schema: Overview })
  async overview(@Query({ schema: OverviewQuery }) { days }: z.infer<typeof OverviewQuery>): Promise<Overview> {
    return shapeOverview(await askOverview(this.casebook, this.warehouse, this.clock.now(), days));
  }
}
