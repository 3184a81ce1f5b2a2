import { Controller, Get, Res, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { OpenToAll } from './access/allows.js';
import { Readiness } from './readiness.js';

const Live = z.object({ status: z.literal('live') }).meta({ id: 'Live' });

const Part = z.object({ ready: z.boolean(), milliseconds: z.number().int().min(0) }).meta({ id: 'Part' });

const Ready = z
  .object({
    /** `stopping` stays until the process ends. */
    status: z.enum(['ready', 'not_ready', 'stopping']),
    parts: z.object({ warehouse: Part, casebook: Part, migrations: Part, spool: Part.optional() }),
  })
  .meta({ id: 'Ready' });

/** Tells whoever watches the service whether to restart it, and whether to send it requests. */
@ApiTags('health')
@OpenToAll()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @ApiOperation({ summary: 'Does the process answer?' })
  @ApiOkResponse({ description: 'It does', standardSchema: Live })
  @SerializeOptions({ schema: Live })
  live(): z.infer<typeof Live> {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Do the stores behind it answer, in the form this version knows?' })
  @ApiOkResponse({ description: 'Everything answers', standardSchema: Ready })
  @ApiResponse({ status: 503, description: 'Some part does not, or the service is stopping', standardSchema: Ready })
  @SerializeOptions({ schema: Ready })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.infer<typeof Ready>> {
    const parts = await this.readiness.check();
    const whole = Object.values(parts).every((part) => part.ready);
    const status = this.readiness.stopping ? 'stopping' : whole ? 'ready' : 'not_ready';
    void reply.status(status === 'ready' ? 200 : 503);
    return { status, parts };
  }
}
