import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { PersonSession } from '#casebook/sessions';
import { rightsOf } from '#casework/rights';
import { IDLE } from '#casework/session-life';
import { Clock } from '#platform/clock';
import { ProblemBody } from '#platform/http/problem';
import { AllowsSignedIn, OpenToAll } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { SESSION_COOKIE, setCookie } from '../access/session-cookie.js';
import { DEMO } from '../tokens.js';
import { PasswordChange, Session, SignIn as SignInBody } from './session-shape.js';
import { type Begun, SignIn } from './sign-in.js';

/** Signing in and out, and who is signed in. */
@ApiTags('people')
@Controller('v1')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly clock: Clock,
    @Inject(DEMO) private readonly demo: boolean,
  ) {}

  @Post('sign-in')
  @HttpCode(200)
  @OpenToAll()
  @ApiOperation({ summary: 'Sign in by password', description: 'Sets the cookie of the session.' })
  @ApiOkResponse({ description: 'Who is signed in now', standardSchema: Session })
  @ApiResponse({ status: 401, description: 'Login or password do not fit', standardSchema: ProblemBody })
  @ApiResponse({ status: 429, description: 'Too many attempts have failed', standardSchema: ProblemBody })
  @SerializeOptions({ schema: Session })
  async signInByPassword(
    @Body({ schema: SignInBody }) { login, password }: z.infer<typeof SignInBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.#begun(await this.signIn.byPassword(login.trim().toLowerCase(), password, request.ip), reply);
  }

  @Post('sign-out')
  @HttpCode(204)
  @AllowsSignedIn()
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse({ description: 'The session is over' })
  async signOut(
    @PersonAsks() { session }: PersonAsking,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIn.signOut(session);
    void reply.header('set-cookie', setCookie(SESSION_COOKIE, '', 0));
  }

  @Get('session')
  @AllowsSignedIn()
  @ApiOperation({ summary: 'Who is signed in, and what may they do?' })
  @ApiOkResponse({ description: 'The person', standardSchema: Session })
  @SerializeOptions({ schema: Session })
  session(@PersonAsks() { session }: PersonAsking): Session {
    return shapeSession(session, this.clock.now(), this.demo);
  }

  @Post('session/password')
  @HttpCode(204)
  @AllowsSignedIn()
  @ApiOperation({ summary: "Change one's own password", description: 'Every other session of the person ends.' })
  @ApiNoContentResponse({ description: 'It is changed' })
  changePassword(
    @Body({ schema: PasswordChange }) { current, password }: z.infer<typeof PasswordChange>,
    @PersonAsks() { session }: PersonAsking,
  ): Promise<void> {
    return this.signIn.changePassword(session, current, password);
  }

  #begun({ token, session }: Begun, reply: FastifyReply): Session {
    const seconds = Math.floor((session.endsAt.getTime() - session.beganAt.getTime()) / 1_000);
    void reply.header('set-cookie', setCookie(SESSION_COOKIE, token, seconds));
    return shapeSession(session, this.clock.now(), this.demo);
  }
}

/** A session as its owner sees it. */
export function shapeSession({ person, lastSeenAt, endsAt }: PersonSession, now: Date, demo: boolean): Session {
  const { id, login, name, role } = person;
  return {
    person: { id, login, name, role },
    rights: rightsOf(role),
    idle_until: new Date(Math.min(lastSeenAt.getTime() + IDLE, endsAt.getTime())).toISOString(),
    ends_at: endsAt.toISOString(),
    demo,
    now: now.toISOString(),
  };
}
