import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { addSharedNetwork, listSharedNetworks, removeSharedNetwork } from '#casebook/guard-rails';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { WALL_CLOCK } from '../tokens.js';
import {
  NewSharedNetwork,
  SharedNetworkEnd,
  SharedNetworkEntry,
  SharedNetworkId,
  SharedNetworkQuery,
  SharedNetworks,
  shapeSharedNetwork,
} from './shared-network-shape.js';

/** Networks that many strangers share: a finding about one is withheld, and a preview warns of it. */
@ApiTags('casework')
@Controller('v1/shared-networks')
export class SharedNetworksController {
  constructor(
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get()
  @Allows('exception', 'read')
  @ApiOperation({ summary: 'Which networks do many strangers share, says who, and until when?' })
  @ApiOkResponse({ description: 'Latest first', standardSchema: SharedNetworks })
  @SerializeOptions({ schema: SharedNetworks })
  async sharedNetworks(
    @Query({ schema: SharedNetworkQuery }) { standing }: z.infer<typeof SharedNetworkQuery>,
  ): Promise<SharedNetworks> {
    const now = this.clock.now();
    const all = await listSharedNetworks(this.casebook);
    const asked = all.filter((entry) => standing === 'all' || (entry.removedAt === null && entry.expiresAt > now));
    return { shared_networks: asked.map(shapeSharedNetwork) };
  }

  @Post()
  @Allows('exception', 'change')
  @ApiOperation({
    summary: 'Enter a network as shared until an instant',
    description: 'It holds for windows that end from now on.',
  })
  @ApiCreatedResponse({ description: 'The entry', standardSchema: SharedNetworkEntry })
  @ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody })
  @SerializeOptions({ schema: SharedNetworkEntry })
  addSharedNetwork(
    @Body({ schema: NewSharedNetwork }) wanted: z.infer<typeof NewSharedNetwork>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<SharedNetworkEntry> {
    const { kind, subject, usage, provenance, expires_at } = wanted;
    const now = this.clock.now();
    const expiresAt = new Date(expires_at);
    if (expiresAt <= now) {
      throw new Problem(400, 'invalid_request', 'expires_at: must lie ahead', 'choose a later instant');
    }
    const vouched = { addedBy: login, addedAt: now, since: now, expiresAt };
    return this.casebook.transaction('read committed', async (tx) => {
      const added = await addSharedNetwork(tx, { subjectKind: kind, subject, usage, provenance, ...vouched });
      const deed = { actor: login, action: 'shared_network.add', objectKind: 'shared_network', object: added.id };
      await this.trail.append(tx, {
        ...deed,
        reason: provenance,
        details: { kind, subject, usage },
        at: this.wall.now(),
      });
      return shapeSharedNetwork(added);
    });
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allows('exception', 'change')
  @ApiOperation({ summary: 'End an entry before its time' })
  @ApiOkResponse({ description: 'The entry as it then stands', standardSchema: SharedNetworkEntry })
  @ApiResponse({ status: 404, description: 'No such entry', standardSchema: ProblemBody })
  @SerializeOptions({ schema: SharedNetworkEntry })
  endSharedNetwork(
    @Param('id', { schema: SharedNetworkId }) id: string,
    @Body({ schema: SharedNetworkEnd }) { reason }: z.infer<typeof SharedNetworkEnd>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<SharedNetworkEntry> {
    return this.casebook.transaction('read committed', async (tx) => {
      const ended = await removeSharedNetwork(tx, id, { by: login, at: this.clock.now(), because: reason });
      if (ended === undefined) {
        throw new Problem(404, 'shared_network_unknown', `there is no entry ${id}`, 'see GET /v1/shared-networks');
      }
      const deed = { actor: login, action: 'shared_network.end', objectKind: 'shared_network', object: id, reason };
      await this.trail.append(tx, { ...deed, at: this.wall.now() });
      return shapeSharedNetwork(ended);
    });
  }
}
