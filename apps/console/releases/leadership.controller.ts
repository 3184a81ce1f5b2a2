import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { ReleaseOffice } from './release-office.js';
import { Leadership } from './release-shape.js';
import { shapeLeadership } from './shape-release.js';

/** Whether things get better, as far as the public numbers tell. */
@ApiTags('releases')
@Controller('v1/leadership')
export class LeadershipController {
  constructor(private readonly office: ReleaseOffice) {}

  @Get()
  @Allows('release', 'read', 'releases:read')
  @ApiOperation({
    summary: 'What moved beyond noise, what was reversed, how fast were we, and what comes next?',
    description: 'Of published releases alone: leaders get no unprotected number here.',
  })
  @ApiOkResponse({ description: 'Shares have 95 % intervals', standardSchema: Leadership })
  @ApiResponse({ status: 404, description: 'This process publishes nothing', standardSchema: ProblemBody })
  @SerializeOptions({ schema: Leadership })
  async showLeadership(): Promise<Leadership> {
    return shapeLeadership(await this.office.ask((desk) => desk.outlook()));
  }
}
