import { Controller, Get, Param, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { entityFile } from '#casebook/entity-file';
import type { EntityKind } from '#hunt/entity';
import { Clock } from '#platform/clock';
import { CallerGone } from '#platform/http/caller-gone';
import { ProblemBody } from '#platform/http/problem';
import { HOUR } from '#usage/window';
import { Warehouse } from '#warehouse/warehouse';
import { Allows } from '../access/allows.js';
import { type Asking, WhoAsks } from '../access/asking.js';
import { BlindLooks } from '../casework/blind-looks.js';
import { problemOfHunt } from '../hunts/hunt-shape.js';
import { entityProfile } from './entity-profile.js';
import { Entity, EntityId, EntityKindName, EntityQuery, shapeEntityFile } from './entity-shape.js';

/** Days of a profile: a month of habits, weekends included. */
const DAYS = 30;
const DAY = 24 * HOUR;

/** What the casebook says where it may not be told. */
const NOTHING_SAID = { findings: [], incidents: [] };

/** Pages of accounts, keys, networks, domains and templates. */
@ApiTags('entities')
@Controller('v1/entities')
export class EntitiesController {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    private readonly looks: BlindLooks,
  ) {}

  @Get(':kind/:id')
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({
    summary: 'What is known of an account, key, network, domain or template?',
    description:
      'The last 30 days of its calls, what they have in common with others, and what was said of it; of an account under blind review that only when asked for.',
  })
  @ApiOkResponse({ description: 'Its page; empty where nobody has seen it', standardSchema: Entity })
  @ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody })
  @ApiResponse({ status: 422, description: 'It would cost too much', standardSchema: ProblemBody })
  @SerializeOptions({ schema: Entity })
  async getEntity(
    @Param('kind', { schema: EntityKindName }) kind: EntityKind,
    @Param('id', { schema: EntityId }) id: string,
    @Query({ schema: EntityQuery }) { unblind }: z.infer<typeof EntityQuery>,
    @WhoAsks() asking: Asking,
    @CallerGone() gone: AbortSignal,
  ): Promise<Entity> {
    const until = new Date((Math.floor(this.clock.now().getTime() / DAY) + 1) * DAY);
    const window = { from: new Date(until.getTime() - DAYS * DAY), until };
    const blind = kind === 'account' && (await this.looks.under([id])).has(id);
    const isShown = !blind || unblind === 'yes';
    if (blind && isShown) await this.looks.record(asking, [id], 'account page');
    try {
      const [profile, file] = await Promise.all([
        entityProfile(this.warehouse, kind, id, window, gone),
        isShown ? entityFile(this.casebook, kind, id) : NOTHING_SAID,
      ]);
      return { ...profile, blind, ...shapeEntityFile(file) };
    } catch (error) {
      throw problemOfHunt(error);
    }
  }
}
