import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { getSafetyCase } from '#casebook/safety-cases';
import {
  addUpstream,
  listNotices,
  listUpstreams,
  readNotice,
  removeUpstream,
  type UpstreamNotice,
} from '#casebook/upstream-notices';
import { caseBody } from '#enforce/notice';
import { parseSecret } from '#enforce/standard-webhook';
import { parseHunt, printHunt } from '#hunt/hunt';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { HOUR } from '#usage/window';
import { Allows } from '../access/allows.js';
import { type Asking, actorOf, WhoAsks } from '../access/asking.js';
import { OUTGOING, type Outgoing } from '../tokens.js';
import {
  CaseId,
  NewUpstream,
  ReadCase,
  SafetyCase,
  Seed,
  SeedId,
  Seeds,
  shapeSeed,
  shapeUpstream,
  UpstreamAnswer,
  Upstreams,
} from './safety-shape.js';

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });
const UNKNOWN = ApiResponse({ status: 404, description: 'There is none of that id', standardSchema: ProblemBody });

/** Hours before a notice that its calls are looked for in. */
const BEFORE = 30 * 24 * HOUR;

/** Cases for gateways, and notices that providers have sent us. */
@ApiTags('enforcement')
@Controller('v1/safety')
export class SafetyController {
  constructor(
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    @Inject(OUTGOING) private readonly outgoing: Outgoing,
  ) {}

  @Get('cases/:id')
  @Allows('incident', 'read', 'safety:read')
  @ApiOperation({
    summary: 'Whom does a message concern, and what is to be done?',
    description: 'Reading a case changes nothing.',
  })
  @ApiOkResponse({ description: 'The case', standardSchema: SafetyCase })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: SafetyCase })
  async getSafetyCase(@Param('id', { schema: CaseId }) id: string): Promise<SafetyCase> {
    const found = await getSafetyCase(this.casebook, id);
    if (found === undefined)
      throw new Problem(404, 'case_unknown', `there is no case ${id}`, 'take the id from data.id of a message');
    return caseBody(found, await this.outgoing.originalOf(found.account));
  }

  @Get('upstreams')
  @Allows('webhook', 'read', 'webhooks:read')
  @ApiOperation({ summary: 'Which providers may tell us of notices?' })
  @ApiOkResponse({ description: 'Providers, never with a secret', standardSchema: Upstreams })
  @SerializeOptions({ schema: Upstreams })
  async listUpstreams(): Promise<Upstreams> {
    return { upstreams: (await listUpstreams(this.casebook)).map(shapeUpstream) };
  }

  @Post('upstreams')
  @Allows('webhook', 'change', 'webhooks:change')
  @ApiOperation({
    summary: 'Let a provider tell us of notices',
    description: 'A second one of the same name serves while its secret is rotated.',
  })
  @ApiCreatedResponse({ description: 'The provider', standardSchema: UpstreamAnswer })
  @INVALID
  @SerializeOptions({ schema: UpstreamAnswer })
  async addUpstream(
    @Body({ schema: NewUpstream }) { name, secret }: z.infer<typeof NewUpstream>,
    @WhoAsks() asking: Asking,
  ): Promise<UpstreamAnswer> {
    const bytes = parseSecret(secret);
    if (bytes === undefined)
      throw new Problem(
        400,
        'invalid_request',
        'secret: is none of Standard Webhooks',
        'copy it as the provider shows it: whsec_ and base64',
      );
    const wanted = {
      name,
      sealed: this.outgoing.seal(bytes),
      createdBy: actorOf(asking),
      createdAt: this.clock.now(),
    };
    return shapeUpstream(await addUpstream(this.casebook, wanted));
  }

  @Delete('upstreams/:id')
  @HttpCode(204)
  @Allows('webhook', 'change', 'webhooks:change')
  @ApiOperation({ summary: 'Believe a provider no longer' })
  @ApiResponse({ status: 204, description: 'Done' })
  @INVALID
  @UNKNOWN
  async removeUpstream(@Param('id', { schema: SeedId }) id: string, @WhoAsks() asking: Asking): Promise<void> {
    if (await removeUpstream(this.casebook, id, actorOf(asking), this.clock.now())) return;
    throw new Problem(404, 'upstream_unknown', `there is no provider ${id}`, 'see GET /v1/safety/upstreams');
  }

  @Get('seeds')
  @Allows('incident', 'read', 'incidents:read')
  @ApiOperation({
    summary: 'What have providers told us about our own use?',
    description: 'Seeds of cases, the latest first.',
  })
  @ApiOkResponse({ description: 'Notices', standardSchema: Seeds })
  @SerializeOptions({ schema: Seeds })
  async listSeeds(): Promise<Seeds> {
    return { seeds: (await listNotices(this.casebook)).map((notice) => shapeSeed(notice, huntOf(notice))) };
  }

  @Put('seeds/:id/case')
  @Allows('incident', 'work', 'incidents:decide')
  @ApiOperation({
    summary: "Add what the provider's case says",
    description: 'As its API answers for the case. The identifier becomes pseudonyms on arrival and stands nowhere.',
  })
  @ApiOkResponse({ description: 'The notice with a hunt to begin with', standardSchema: Seed })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: Seed })
  async readSeed(
    @Param('id', { schema: SeedId }) id: string,
    @Body({ schema: ReadCase }) { entity_identifier, reason, notice }: z.infer<typeof ReadCase>,
    @WhoAsks() asking: Asking,
  ): Promise<Seed> {
    const found = await readNotice(this.casebook, id, {
      reason,
      notice: notice.type,
      account: this.outgoing.pseudonymOf('account', entity_identifier),
      safetyIdentifier: this.outgoing.pseudonymOf('safety_identifier', entity_identifier),
      readBy: actorOf(asking),
      readAt: this.clock.now(),
    });
    if (found === undefined)
      throw new Problem(404, 'seed_unknown', `there is no notice ${id}`, 'see GET /v1/safety/seeds');
    return shapeSeed(found, huntOf(found));
  }
}

/** The calls of whom a notice names: claimed by the caller, or an account's own name. */
function huntOf({ account, safetyIdentifier, noticedAt }: UpstreamNotice): string | null {
  if (account === null || safetyIdentifier === null) return null;
  const until = new Date(Math.ceil(noticedAt.getTime() / HOUR) * HOUR);
  const where = [`account:is:${account}|safety_identifier:is:${safetyIdentifier}`];
  return printHunt(
    parseHunt({ from: new Date(until.getTime() - BEFORE).toISOString(), until: until.toISOString(), where }),
  );
}
