import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { listReleases } from '#casebook/list-releases';
import { Allows } from './access/allows.js';
import { instant } from './instant.js';

const Release = z
  .object({
    id: z.string(),
    period: z.string().meta({ example: '2026-Q3' }),
    version: z.string(),
    state: z.string(),
    demo: z.boolean(),
    drafted_by: z.string(),
    drafted_at: instant,
    measured_at: instant.nullable(),
  })
  .meta({ id: 'Release' });

const Releases = z.object({ releases: z.array(Release) }).meta({ id: 'Releases' });

/** What the public tables are about to say; drafts are for those who work on them. */
@ApiTags('releases')
@Controller('v1/releases')
export class ReleasesController {
  constructor(private readonly casebook: Casebook) {}

  @Get()
  @Allows('release', 'read', 'releases:read')
  @ApiOperation({ summary: 'Which releases of public tables are there, and where does each stand?' })
  @ApiOkResponse({ description: 'Latest period first', standardSchema: Releases })
  @SerializeOptions({ schema: Releases })
  async listReleases(): Promise<z.infer<typeof Releases>> {
    const releases = await listReleases(this.casebook);
    return {
      releases: releases.map(({ draftedBy, draftedAt, measuredAt, ...release }) => ({
        ...release,
        drafted_by: draftedBy,
        drafted_at: draftedAt.toISOString(),
        measured_at: measuredAt?.toISOString() ?? null,
      })),
    };
  }
}
