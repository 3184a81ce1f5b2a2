import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Casebook } from '#casebook/casebook';
import { listReleases } from '#casebook/list-releases';
import { Allows } from '../access/allows.js';
import { Releases } from './release-shape.js';
import { shapeRelease } from './shape-release.js';

/** Where the public tables stand. */
@ApiTags('releases')
@Controller('v1/releases')
export class ReleasesController {
  constructor(private readonly casebook: Casebook) {}

  @Get()
  @Allows('release', 'read', 'releases:read')
  @ApiOperation({ summary: 'Which releases of public tables are there, and where does each stand?' })
  @ApiOkResponse({ description: 'Latest period first', standardSchema: Releases })
  @SerializeOptions({ schema: Releases })
  async listReleases(): Promise<Releases> {
    return { releases: (await listReleases(this.casebook)).map(shapeRelease) };
  }
}
