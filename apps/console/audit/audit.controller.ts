import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditTrail, listAudit } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { Allows } from '../access/allows.js';
import { AuditPage, AuditQuery, AuditVerification } from './audit-shape.js';

/** Who did what, when and why. */
@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
  ) {}

  @Get()
  @Allows('audit', 'read')
  @ApiOperation({ summary: 'Who did what?', description: 'Latest first; filters are joined by "and".' })
  @ApiOkResponse({ description: 'A page of entries', standardSchema: AuditPage })
  @SerializeOptions({ schema: AuditPage })
  async listAudit(@Query({ schema: AuditQuery }) query: z.infer<typeof AuditQuery>): Promise<AuditPage> {
    const { limit, actor, action, object, before } = query;
    const entries = await listAudit(this.casebook, {
      limit: limit + 1,
      ...(actor === undefined ? {} : { actor }),
      ...(action === undefined ? {} : { action }),
      ...(object === undefined ? {} : { object }),
      ...(before === undefined ? {} : { before }),
    });
    const page = entries.slice(0, limit);
    return {
      entries: page.map(({ at, objectKind, details, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        object_kind: objectKind,
        details: JSON.parse(details) as Record<string, unknown>,
      })),
      next_before: entries.length > limit ? (page.at(-1)?.sequence ?? null) : null,
    };
  }

  @Get('verification')
  @Allows('audit', 'read')
  @ApiOperation({ summary: 'Is every entry as it was written?', description: 'Reads the whole log.' })
  @ApiOkResponse({ description: 'What checking it came to', standardSchema: AuditVerification })
  @SerializeOptions({ schema: AuditVerification })
  async verifyAudit(): Promise<AuditVerification> {
    const { head, broken } = await this.trail.verify(this.casebook);
    return { whole: broken === undefined, entries: head.sequence, head: head.hash, broken: broken ?? null };
  }
}
