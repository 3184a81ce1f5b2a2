import { Body, Controller, Get, HttpCode, Inject, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ProblemBody } from '#platform/http/problem';
import { Allows } from './access/allows.js';
import { type PersonAsking, PersonAsks } from './access/asking.js';
import { QuarantineDesk } from './quarantine-desk.js';
import { Discarded, NewSettling, Redriven, SettlingPreview, SettlingQuery } from './quarantine-shape.js';

const REFUSED = ApiResponse({
  status: 409,
  description: 'Their number has changed, there are too many, or lines are being loaded by hand',
  standardSchema: ProblemBody,
});

/** What becomes of refused lines: driven again once what was wrong is mended, or their text discarded for good. */
@ApiTags('ingest')
@Controller('v1/ingest/quarantine')
export class QuarantineController {
  constructor(@Inject(QuarantineDesk) private readonly desk: QuarantineDesk) {}

  @Get('preview')
  @Allows('ingest', 'settle')
  @ApiOperation({ summary: 'How many refused lines of one reason would be settled?' })
  @ApiOkResponse({ description: 'Their number, and what may be done', standardSchema: SettlingPreview })
  @SerializeOptions({ schema: SettlingPreview })
  preview(@Query({ schema: SettlingQuery }) { reason }: z.infer<typeof SettlingQuery>): Promise<SettlingPreview> {
    return this.desk.preview(reason);
  }

  @Post('redrive')
  @HttpCode(200)
  @Allows('ingest', 'settle')
  @ApiOperation({
    summary: 'Load refused lines again',
    description:
      'It is logged before it begins. Whatever is refused once more lies in quarantine under its new reason.',
  })
  @ApiOkResponse({ description: 'What became of them', standardSchema: Redriven })
  @REFUSED
  @SerializeOptions({ schema: Redriven })
  redrive(
    @Body({ schema: NewSettling }) settling: z.infer<typeof NewSettling>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<z.infer<typeof Redriven>> {
    return this.desk.redrive(login, settling);
  }

  @Post('discard')
  @HttpCode(200)
  @Allows('ingest', 'settle')
  @ApiOperation({
    summary: 'Delete the sealed text of refused lines for good',
    description: 'It is logged before it is done; the books keep their number.',
  })
  @ApiOkResponse({ description: 'How many', standardSchema: Discarded })
  @REFUSED
  @SerializeOptions({ schema: Discarded })
  discard(
    @Body({ schema: NewSettling }) settling: z.infer<typeof NewSettling>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<z.infer<typeof Discarded>> {
    return this.desk.discard(login, settling);
  }
}
