import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { hourlyBooks } from '#ingest/page/hourly-books';
import { reasonCounts } from '#ingest/page/reason-counts';
import { refusedCounts, refusedLines } from '#ingest/quarantine/refused';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Warehouse } from '#warehouse/warehouse';
import { Allows } from './access/allows.js';
import {
  IngestBooks,
  IngestQuery,
  IngestReasons,
  MOST_ROWS,
  RefusedLines,
  RefusedQuery,
  shapeReasons,
  shapeRefused,
  windowOf,
} from './ingest-shape.js';

/** Last second ClickHouse's DateTime knows. */
const END_OF_TIME = 4_294_967_295;

/** Fields of one reason that are counted; they are summed. */
const MOST_FIELDS = 10_000;

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });

/** What came in, and what became of it. */
@ApiTags('ingest')
@Controller('v1/ingest')
export class IngestController {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly clock: Clock,
  ) {}

  @Get('books')
  @Allows('ingest', 'read', 'ingest:read')
  @ApiOperation({
    summary: 'What became of the lines of each source, hour by hour?',
    description: 'Hours are those of receipt. Received is stored + duplicate + conflict + quarantined + dropped.',
  })
  @ApiOkResponse({ description: 'One entry per source and hour', standardSchema: IngestBooks })
  @INVALID
  @SerializeOptions({ schema: IngestBooks })
  async books(@Query({ schema: IngestQuery }) query: z.infer<typeof IngestQuery>): Promise<IngestBooks> {
    const books = await this.warehouse.ask(hourlyBooks, { ...this.#window(query), most: MOST_ROWS + 1 });
    if (books.length > MOST_ROWS) {
      throw new Problem(
        400,
        'invalid_request',
        `from: the window has more than ${MOST_ROWS.toLocaleString('en')} sources and hours`,
        'name a source or a shorter window',
      );
    }
    return { books };
  }

  @Get('reasons')
  @Allows('ingest', 'read', 'ingest:read')
  @ApiOperation({
    summary: 'Why were lines not stored?',
    description: 'Gravest first: error is refused, warning disagrees with what is stored, info is a mere repeat.',
  })
  @ApiOkResponse({ description: 'One entry per outcome and reason', standardSchema: IngestReasons })
  @INVALID
  @SerializeOptions({ schema: IngestReasons })
  async reasons(@Query({ schema: IngestQuery }) query: z.infer<typeof IngestQuery>): Promise<IngestReasons> {
    return shapeReasons(await this.warehouse.ask(reasonCounts, this.#window(query)));
  }

  @Get('refused')
  @Allows('ingest', 'read', 'ingest:read')
  @ApiOperation({
    summary: 'Which lines lie in quarantine for one reason?',
    description: 'The latest by names, types and lengths of their fields, never a value; driven again by a command.',
  })
  @ApiOkResponse({ description: 'How many, and the latest', standardSchema: RefusedLines })
  @INVALID
  @SerializeOptions({ schema: RefusedLines })
  async refused(
    @Query({ schema: RefusedQuery }) { reason, limit }: z.infer<typeof RefusedQuery>,
  ): Promise<RefusedLines> {
    const asked = { from: 0, until: END_OF_TIME, reasons: [reason], sources: [] };
    const counts = await this.warehouse.ask(refusedCounts, { ...asked, most: MOST_FIELDS });
    return shapeRefused(counts, await this.warehouse.ask(refusedLines, { ...asked, most: limit }));
  }

  #window(query: z.infer<typeof IngestQuery>) {
    try {
      return windowOf(query, this.clock.now());
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new Problem(400, 'invalid_request', cause.message, 'mend the window and ask again', { cause });
    }
  }
}
