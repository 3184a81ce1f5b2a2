import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allows } from '../access/allows.js';
import { OwnAlarms } from './own-alarms.js';
import { Status, shapeStatus } from './status-shape.js';

/** Whether the installation itself is well. */
@ApiTags('status')
@Controller('v1/status')
export class StatusController {
  constructor(private readonly alarms: OwnAlarms) {}

  @Get()
  @Allows('status', 'read', 'metrics:read')
  @ApiOperation({
    summary: 'What is wrong with the installation itself?',
    description:
      'Lag, gaps, spool, detectors that fell silent or loud, dead letters, budget, clocks; at most 10 s old.',
  })
  @ApiOkResponse({ description: 'Gravest first', standardSchema: Status })
  @SerializeOptions({ schema: Status })
  async status(): Promise<Status> {
    return shapeStatus(await this.alarms.look());
  }
}
