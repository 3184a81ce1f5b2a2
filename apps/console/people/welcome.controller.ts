import { Body, Controller, Get, HttpCode, Inject, Post, Res, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Clock } from '#platform/clock';
import { ProblemBody } from '#platform/http/problem';
import { OpenToAll } from '../access/allows.js';
import { SESSION_COOKIE, setCookie } from '../access/session-cookie.js';
import { DEMO } from '../tokens.js';
import { IdentityProvider } from './identity-provider.js';
import { shapeSession } from './session.controller.js';
import { LinkPurpose, LinkToken, Session, SignInWays, Welcome } from './session-shape.js';
import { SignIn } from './sign-in.js';

const DEAD = ApiResponse({ status: 410, description: 'The link does not work any more', standardSchema: ProblemBody });

/** The first steps of a person: which ways lead in, and links that set a password. */
@ApiTags('people')
@OpenToAll()
@Controller('v1')
export class WelcomeController {
  constructor(
    private readonly signIn: SignIn,
    private readonly clock: Clock,
    @Inject(DEMO) private readonly demo: boolean,
    @Inject(IdentityProvider) private readonly provider: IdentityProvider | null,
  ) {}

  @Get('sign-in')
  @ApiOperation({ summary: 'Which ways lead in?' })
  @ApiOkResponse({ description: 'The ways', standardSchema: SignInWays })
  @SerializeOptions({ schema: SignInWays })
  async signInWays(): Promise<SignInWays> {
    const oidc = this.provider === null ? null : { label: this.provider.settings.label, url: '/v1/sign-in/oidc' };
    // A provider lets the first person in without any link.
    return { set_up: oidc !== null || (await this.signIn.isSetUp()), password: true, oidc, demo: this.demo };
  }

  @Post('welcome/look')
  @HttpCode(200)
  @ApiOperation({ summary: 'What is a link for?', description: 'Looking does not use it up.' })
  @ApiOkResponse({ description: 'It works', standardSchema: LinkPurpose })
  @DEAD
  @SerializeOptions({ schema: LinkPurpose })
  async lookAtLink(@Body({ schema: LinkToken }) { token }: z.infer<typeof LinkToken>): Promise<LinkPurpose> {
    const { purpose, person, expiresAt } = await this.signIn.look(token);
    return {
      purpose,
      person: person === null ? null : { id: person.id, login: person.login, name: person.name },
      expires_at: expiresAt.toISOString(),
    };
  }

  @Post('welcome')
  @HttpCode(200)
  @ApiOperation({ summary: 'Use a link: choose a password and be signed in' })
  @ApiOkResponse({ description: 'Who is signed in now', standardSchema: Session })
  @DEAD
  @SerializeOptions({ schema: Session })
  async welcome(
    @Body({ schema: Welcome }) { token: link, password, login, name }: z.infer<typeof Welcome>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const chosen = {
      token: link,
      password,
      ...(login === undefined ? {} : { login }),
      ...(name === undefined ? {} : { name }),
    };
    const { token, session } = await this.signIn.welcome(chosen);
    const seconds = Math.floor((session.endsAt.getTime() - session.beganAt.getTime()) / 1_000);
    void reply.header('set-cookie', setCookie(SESSION_COOKIE, token, seconds));
    return shapeSession(session, this.clock.now(), this.demo);
  }
}
