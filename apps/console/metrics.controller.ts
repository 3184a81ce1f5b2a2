import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Metrics } from '#platform/metrics/metrics';
import { AllowsUnlessLocal } from './access/allows.js';

/** Tells Prometheus what the service does. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** Names of sources and their volumes are nobody else's business; who watches from this machine needs no key. */
  @Get()
  @AllowsUnlessLocal('metrics', 'read', 'metrics:read')
  async text(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', this.metrics.contentType).send(await this.metrics.text());
  }
}
