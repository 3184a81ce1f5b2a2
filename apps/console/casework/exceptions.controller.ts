import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { addException, listExceptions, removeException, type SubjectException } from '#casebook/guard-rails';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { WALL_CLOCK } from '../tokens.js';
import { Exception, ExceptionEnd, ExceptionId, ExceptionQuery, Exceptions, NewException } from './exception-shape.js';

/** Subjects that findings open no incident about. */
@ApiTags('casework')
@Controller('v1/exceptions')
export class ExceptionsController {
  constructor(
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get()
  @Allows('exception', 'read')
  @ApiOperation({ summary: 'Who is excepted, why and until when?' })
  @ApiOkResponse({ description: 'Latest first', standardSchema: Exceptions })
  @SerializeOptions({ schema: Exceptions })
  async exceptions(
    @Query({ schema: ExceptionQuery }) { subject, standing }: z.infer<typeof ExceptionQuery>,
  ): Promise<Exceptions> {
    const now = this.clock.now();
    const all = await listExceptions(this.casebook);
    const asked = all.filter(
      (entry) =>
        (subject === undefined || entry.subject === subject) &&
        (standing === 'all' || (entry.removedAt === null && entry.expiresAt > now)),
    );
    return { exceptions: asked.map(shapeException) };
  }

  @Post()
  @Allows('exception', 'change')
  @ApiOperation({
    summary: 'Except somebody until an instant',
    description: 'It holds for windows that end from now on.',
  })
  @ApiCreatedResponse({ description: 'The exception', standardSchema: Exception })
  @ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody })
  @SerializeOptions({ schema: Exception })
  async addException(
    @Body({ schema: NewException }) { kind, subject, detector, reason, expires_at }: z.infer<typeof NewException>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<z.infer<typeof Exception>> {
    const now = this.clock.now();
    const expiresAt = new Date(expires_at);
    if (expiresAt <= now) {
      throw new Problem(400, 'invalid_request', 'expires_at: must lie ahead', 'choose a later instant');
    }
    return this.casebook.transaction('read committed', async (tx) => {
      const wanted = {
        subjectKind: kind,
        subject,
        detector,
        reason,
        addedBy: login,
        addedAt: now,
        since: now,
        expiresAt,
      };
      const added = await addException(tx, wanted);
      const deed = { actor: login, action: 'exception.add', objectKind: 'exception', object: added.id, reason };
      await this.trail.append(tx, { ...deed, details: { kind, subject }, at: this.wall.now() });
      return shapeException(added);
    });
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allows('exception', 'change')
  @ApiOperation({ summary: 'End an exception before its time' })
  @ApiOkResponse({ description: 'The exception as it then stands', standardSchema: Exception })
  @ApiResponse({ status: 404, description: 'No such exception', standardSchema: ProblemBody })
  @SerializeOptions({ schema: Exception })
  async endException(
    @Param('id', { schema: ExceptionId }) id: string,
    @Body({ schema: ExceptionEnd }) { reason }: z.infer<typeof ExceptionEnd>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<z.infer<typeof Exception>> {
    return this.casebook.transaction('read committed', async (tx) => {
      const ended = await removeException(tx, id, { by: login, at: this.clock.now(), because: reason });
      if (ended === undefined) {
        throw new Problem(404, 'exception_unknown', `there is no exception ${id}`, 'see GET /v1/exceptions');
      }
      const deed = { actor: login, action: 'exception.end', objectKind: 'exception', object: id, reason };
      await this.trail.append(tx, { ...deed, at: this.wall.now() });
      return shapeException(ended);
    });
  }
}

function shapeException(row: SubjectException): z.infer<typeof Exception> {
  const { subjectKind, addedBy, addedAt, since, expiresAt, removedBy, removedAt, removedBecause, ...same } = row;
  return {
    ...same,
    kind: subjectKind,
    added_by: addedBy,
    added_at: addedAt.toISOString(),
    since: since.toISOString(),
    expires_at: expiresAt.toISOString(),
    removed_by: removedBy,
    removed_at: removedAt?.toISOString() ?? null,
    removed_because: removedBecause,
  };
}
