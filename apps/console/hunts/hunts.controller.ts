import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Asked } from '#hunt/asked';
import { type Hunt, printHunt } from '#hunt/hunt';
import { parsePlace, printPlace, records } from '#hunt/records';
import { timeline } from '#hunt/timeline';
import { top } from '#hunt/top';
import { CallerGone } from '#platform/http/caller-gone';
import { ProblemBody } from '#platform/http/problem';
import { Warehouse } from '#warehouse/warehouse';
import { Allows } from '../access/allows.js';
import { askHunt, costOfHunt, type WrittenHunt } from './ask-hunt.js';
import {
  CostAnswer,
  FieldsAnswer,
  huntIn,
  problemOfHunt,
  RecordsAnswer,
  RecordsQuery,
  shapeCost,
  shapeFields,
  shapePoint,
  shapeRecord,
  shapeTop,
  TimelineAnswer,
  TimelineQuery,
  TopAnswer,
  TopQuery,
  understood,
} from './hunt-shape.js';

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });
const TOO_WIDE = ApiResponse({
  status: 422,
  description: 'It would cost too much; says what it would cost, and a narrower hunt',
  standardSchema: ProblemBody,
});

/** Ad-hoc questions over usage, without SQL. */
@ApiTags('hunts')
@Controller('v1/hunts')
export class HuntsController {
  constructor(private readonly warehouse: Warehouse) {}

  @Get('fields')
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({ summary: 'What can a hunt ask for?' })
  @ApiOkResponse({ description: 'Fields with their operators', standardSchema: FieldsAnswer })
  @SerializeOptions({ schema: FieldsAnswer })
  huntFields(): FieldsAnswer {
    return shapeFields();
  }

  @Get('cost')
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({ summary: 'What would a hunt cost?', description: 'Nothing is asked but the size of it.' })
  @ApiOkResponse({ description: 'Rows, seconds and whether it may run', standardSchema: CostAnswer })
  @INVALID
  @SerializeOptions({ schema: CostAnswer })
  async huntCost(@Query({ schema: TopQuery }) query: z.infer<typeof TopQuery>): Promise<CostAnswer> {
    const { by, rank, order, limit, ...written } = query;
    const hunt = huntIn(written);
    const cost = await costOfHunt(this.warehouse, hunt, (whole) => top(whole, { by, rank, order, most: limit })).catch(
      rethrown,
    );
    return { hunt: printHunt(hunt), ...shapeCost(cost), refused: cost.refusal ?? null };
  }

  @Get('top')
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({
    summary: 'Which values of a field lead, and how did each change?',
    description: 'Compared with the window of equal length before. Count accounts, not calls: callers retry.',
  })
  @ApiOkResponse({ description: 'The leading values', standardSchema: TopAnswer })
  @INVALID
  @TOO_WIDE
  @SerializeOptions({ schema: TopAnswer })
  async huntTop(
    @Query({ schema: TopQuery }) query: z.infer<typeof TopQuery>,
    @CallerGone() gone: AbortSignal,
  ): Promise<TopAnswer> {
    const { by, rank, order, limit, ...written } = query;
    const hunt = huntIn(written);
    const { rows, cost } = await this.#ask(hunt, (whole) => top(whole, { by, rank, order, most: limit }), gone);
    return shapeTop(hunt, by, cost, rows);
  }

  @Get('timeline')
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({ summary: 'How did the calls spread over the window?' })
  @ApiOkResponse({ description: 'Stretches that hold any', standardSchema: TimelineAnswer })
  @INVALID
  @TOO_WIDE
  @SerializeOptions({ schema: TimelineAnswer })
  async huntTimeline(
    @Query({ schema: TimelineQuery }) { bucket, ...written }: z.infer<typeof TimelineQuery>,
    @CallerGone() gone: AbortSignal,
  ): Promise<TimelineAnswer> {
    const hunt = huntIn(written);
    const { rows, cost } = await this.#ask(hunt, (whole) => timeline(whole, bucket), gone);
    return { hunt: printHunt(hunt), bucket, cost: shapeCost(cost), points: rows.map(shapePoint) };
  }

  @Get('records')
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({ summary: 'Which calls are these?', description: 'Latest first, page by page; never their texts.' })
  @ApiOkResponse({ description: 'A page of records', standardSchema: RecordsAnswer })
  @INVALID
  @TOO_WIDE
  @SerializeOptions({ schema: RecordsAnswer })
  async huntRecords(
    @Query({ schema: RecordsQuery }) { limit, cursor, ...written }: z.infer<typeof RecordsQuery>,
    @CallerGone() gone: AbortSignal,
  ): Promise<RecordsAnswer> {
    const hunt = huntIn(written);
    const after = cursor === undefined ? undefined : understood(() => parsePlace(cursor));
    const { rows, cost } = await this.#ask(hunt, (whole) => records(whole, limit + 1, after), gone);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      hunt: printHunt(hunt),
      cost: shapeCost(cost),
      records: page.map(shapeRecord),
      next_cursor: rows.length > limit && last !== undefined ? printPlace(last) : null,
    };
  }

  #ask<Row>(hunt: WrittenHunt, compile: (hunt: Hunt) => Asked<Row>, gone: AbortSignal) {
    return askHunt(this.warehouse, hunt, compile, gone).catch(rethrown);
  }
}

function rethrown(error: unknown): never {
  throw problemOfHunt(error);
}
