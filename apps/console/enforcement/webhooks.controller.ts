import { randomBytes } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { deliveryLog, sendAgain } from '#casebook/webhook-deliveries';
import {
  addEndpoint,
  getEndpoint,
  listEndpoints,
  removeEndpoint,
  rotateSecret,
  setDisabled,
  type WebhookEndpoint,
} from '#casebook/webhook-endpoints';
import { receiverAddress } from '#enforce/receiver-address';
import { printSecret, SECRET_BYTES } from '#enforce/standard-webhook';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { HOUR } from '#usage/window';
import { Allows } from '../access/allows.js';
import { type Asking, actorOf, WhoAsks } from '../access/asking.js';
import { OUTGOING, type Outgoing } from '../tokens.js';
import {
  Deliveries,
  DeliveryQuery,
  Disabling,
  Endpoint,
  EndpointId,
  Endpoints,
  MadeEndpoint,
  NewEndpoint,
  Rotation,
  SentAgain,
  shapeDelivery,
  shapeEndpoint,
} from './webhook-shape.js';

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });
const UNKNOWN = ApiResponse({ status: 404, description: 'No such receiver', standardSchema: ProblemBody });

/** Receivers of webhooks, and what became of the messages to them. */
@ApiTags('enforcement')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    @Inject(OUTGOING) private readonly outgoing: Outgoing,
  ) {}

  @Get()
  @Allows('webhook', 'read', 'webhooks:read')
  @ApiOperation({ summary: 'Who is told of actions?' })
  @ApiOkResponse({ description: 'Receivers, never with a secret', standardSchema: Endpoints })
  @SerializeOptions({ schema: Endpoints })
  async listWebhooks(): Promise<Endpoints> {
    return { endpoints: (await listEndpoints(this.casebook)).map(shapeEndpoint) };
  }

  @Post()
  @Allows('webhook', 'change', 'webhooks:change')
  @ApiOperation({
    summary: 'Tell somebody of actions from now on',
    description: 'Messages are signed as Standard Webhooks and hold no account: the receiver reads the case they name.',
  })
  @ApiCreatedResponse({ description: 'The receiver, and its secret once', standardSchema: MadeEndpoint })
  @INVALID
  @SerializeOptions({ schema: MadeEndpoint })
  async addWebhook(
    @Body({ schema: NewEndpoint }) { url, description, types }: z.infer<typeof NewEndpoint>,
    @WhoAsks() asking: Asking,
  ): Promise<MadeEndpoint> {
    const judged = receiverAddress(url, this.outgoing.networks);
    if ('refused' in judged) {
      throw new Problem(
        400,
        'invalid_request',
        `url: ${judged.refused}`,
        'name a receiver on the open internet, or its network in USEWATCH_WEBHOOK_NETWORKS',
      );
    }
    const secret = randomBytes(SECRET_BYTES);
    const wanted = {
      url: judged.url.href,
      description,
      types: [...new Set(types)],
      createdBy: actorOf(asking),
      createdAt: this.clock.now(),
      sealed: this.outgoing.seal(secret),
    };
    const endpoint = await this.casebook.transaction('read committed', (tx) => addEndpoint(tx, wanted));
    return { endpoint: shapeEndpoint(endpoint), secret: printSecret(secret) };
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Allows('webhook', 'change', 'webhooks:change')
  @ApiOperation({ summary: 'Give a receiver another secret' })
  @ApiOkResponse({ description: 'The receiver, and its new secret once', standardSchema: MadeEndpoint })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: MadeEndpoint })
  async rotateWebhook(
    @Param('id', { schema: EndpointId }) id: string,
    @Body({ schema: Rotation }) { overlap_hours }: z.infer<typeof Rotation>,
  ): Promise<MadeEndpoint> {
    const secret = randomBytes(SECRET_BYTES);
    // By the machine's clock, as messages are sent.
    const now = new Date();
    const until = new Date(now.getTime() + overlap_hours * HOUR);
    const sealed = this.outgoing.seal(secret);
    const endpoint = await this.casebook.transaction('read committed', (tx) =>
      rotateSecret(tx, id, sealed, now, until),
    );
    return { endpoint: shapeEndpoint(known(endpoint, id)), secret: printSecret(secret) };
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Allows('webhook', 'change', 'webhooks:change')
  @ApiOperation({ summary: 'Send nothing to a receiver for now', description: 'What is decided meanwhile waits.' })
  @ApiOkResponse({ description: 'The receiver', standardSchema: Endpoint })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: Endpoint })
  async disableWebhook(
    @Param('id', { schema: EndpointId }) id: string,
    @Body({ schema: Disabling }) { reason }: z.infer<typeof Disabling>,
  ): Promise<Endpoint> {
    return shapeEndpoint(known(await setDisabled(this.casebook, id, reason, this.clock.now()), id));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Allows('webhook', 'change', 'webhooks:change')
  @ApiOperation({ summary: 'Go on sending to a receiver' })
  @ApiOkResponse({ description: 'The receiver', standardSchema: Endpoint })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: Endpoint })
  async enableWebhook(@Param('id', { schema: EndpointId }) id: string): Promise<Endpoint> {
    return shapeEndpoint(known(await setDisabled(this.casebook, id, null, this.clock.now()), id));
  }

  @Delete(':id')
  @Allows('webhook', 'change', 'webhooks:change')
  @ApiOperation({ summary: 'Remove a receiver for good' })
  @ApiOkResponse({ description: 'As it was', standardSchema: Endpoint })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: Endpoint })
  async removeWebhook(@Param('id', { schema: EndpointId }) id: string, @WhoAsks() asking: Asking): Promise<Endpoint> {
    const now = this.clock.now();
    const removed = await this.casebook.transaction('read committed', (tx) =>
      removeEndpoint(tx, id, actorOf(asking), now),
    );
    return shapeEndpoint(known(removed, id));
  }

  @Get(':id/deliveries')
  @Allows('webhook', 'read', 'webhooks:read')
  @ApiOperation({
    summary: 'What became of the messages to a receiver?',
    description: 'With every attempt; the latest first.',
  })
  @ApiOkResponse({ description: 'Deliveries', standardSchema: Deliveries })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: Deliveries })
  async listDeliveries(
    @Param('id', { schema: EndpointId }) id: string,
    @Query({ schema: DeliveryQuery }) { state, limit }: z.infer<typeof DeliveryQuery>,
  ): Promise<Deliveries> {
    known(await getEndpoint(this.casebook, id), id);
    return { deliveries: (await deliveryLog(this.casebook, id, state, limit)).map(shapeDelivery) };
  }

  @Post(':id/again')
  @HttpCode(200)
  @Allows('webhook', 'change', 'webhooks:change')
  @ApiOperation({ summary: 'Send again what was given up' })
  @ApiOkResponse({ description: 'How many messages are on their way again', standardSchema: SentAgain })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: SentAgain })
  async sendAgain(@Param('id', { schema: EndpointId }) id: string): Promise<SentAgain> {
    known(await getEndpoint(this.casebook, id), id);
    return { deliveries: await sendAgain(this.casebook, id, new Date()) };
  }
}

function known(endpoint: WebhookEndpoint | undefined, id: string): WebhookEndpoint {
  if (endpoint !== undefined) return endpoint;
  throw new Problem(404, 'webhook_unknown', `there is no receiver ${id}`, 'see GET /v1/webhooks for those there are');
}
