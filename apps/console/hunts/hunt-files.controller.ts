import { Controller, Get, Inject, Param, Query, Res, SerializeOptions, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { getExport, recordExport } from '#casebook/hunts';
import { draftPatch } from '#hunt/draft-patch';
import { printHunt } from '#hunt/hunt';
import { Clock } from '#platform/clock';
import { CallerGone } from '#platform/http/caller-gone';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Warehouse } from '#warehouse/warehouse';
import { Allows } from '../access/allows.js';
import { type Asking, actorOf, WhoAsks } from '../access/asking.js';
import { WALL_CLOCK } from '../tokens.js';
import { countExport, EXPORT_FORMATS, exportHunt } from './export-hunt.js';
import { huntIn, problemOfHunt, windowed } from './hunt-shape.js';
import { DraftQuery, ExportQuery, ExportSidecar, KeptId, shapeExport } from './kept-hunt-shape.js';

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });
const UNKNOWN = ApiResponse({ status: 404, description: 'No such export', standardSchema: ProblemBody });
const TOO_WIDE = ApiResponse({
  status: 422,
  description: 'It would cost or hold too much',
  standardSchema: ProblemBody,
});

/** Hunts that leave the house: calls as files, and drafts of detectors. */
@ApiTags('hunts')
@Controller('v1/hunts')
export class HuntFilesController {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get('export')
  @Allows('usage', 'export', 'usage:export')
  @ApiOperation({
    summary: 'Take the calls a hunt finds away as a file',
    description:
      'Written down with the reason. Headers x-usewatch-records, x-usewatch-hunt and x-usewatch-export tell what the file holds; the export of that name tells it again.',
  })
  @ApiProduces(...Object.values(EXPORT_FORMATS))
  @ApiOkResponse({ description: 'The file' })
  @INVALID
  @TOO_WIDE
  async exportHunt(
    @Query({ schema: ExportQuery }) { format, reason, ...written }: z.infer<typeof ExportQuery>,
    @WhoAsks() asking: Asking,
    @CallerGone() gone: AbortSignal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const hunt = huntIn(written);
    const address = printHunt(hunt);
    const records = await countExport(this.warehouse, hunt, gone).catch((error: unknown) => {
      throw problemOfHunt(error);
    });
    const [actor, at] = [actorOf(asking), this.wall.now()];
    const recorded = await this.casebook.transaction('read committed', async (tx) => {
      const wanted = { address, format, records, reason, exportedBy: actor, exportedAt: at };
      const kept = await recordExport(tx, wanted);
      const deed = { actor, action: 'hunt.export', objectKind: 'export', object: kept.id, reason, at };
      await this.trail.append(tx, { ...deed, details: { hunt: address, format, records } });
      return kept;
    });
    const file = await exportHunt(this.warehouse, windowed(hunt), format, records, gone);
    void reply.headers({
      'x-usewatch-export': recorded.id,
      'x-usewatch-records': String(records),
      'x-usewatch-hunt': address,
    });
    return new StreamableFile(file, {
      type: EXPORT_FORMATS[format],
      disposition: `attachment; filename="hunt-${recorded.id}.${format}"`,
    });
  }

  @Get('exports/:id')
  @Allows('usage', 'export', 'usage:export')
  @ApiOperation({ summary: 'What does an exported file hold?' })
  @ApiOkResponse({ description: 'Its hunt, records, and who took it away', standardSchema: ExportSidecar })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: ExportSidecar })
  async getExport(@Param('id', { schema: KeptId }) id: string): Promise<ExportSidecar> {
    const found = await getExport(this.casebook, id);
    if (found !== undefined) return shapeExport(found);
    throw new Problem(404, 'export_unknown', `there is no export ${id}`, 'take the id from x-usewatch-export');
  }

  @Get('detector')
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({
    summary: 'Make a draft of a shadow detector of a hunt',
    description: 'A patch that git applies: question, judgement and test of a detector that finds the same calls.',
  })
  @ApiProduces('text/x-patch')
  @ApiOkResponse({ description: 'The patch' })
  @INVALID
  draftDetector(@Query({ schema: DraftQuery }) { name, by, ...written }: z.infer<typeof DraftQuery>): StreamableFile {
    return new StreamableFile(Buffer.from(draftPatch(huntIn(written), name, by)), {
      type: 'text/x-patch; charset=utf-8',
      disposition: `attachment; filename="${name}.patch"`,
    });
  }
}
