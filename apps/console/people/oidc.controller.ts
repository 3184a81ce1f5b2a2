import { Controller, Get, Inject, Logger, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { providedPerson } from '#casework/provider-claims';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import { OpenToAll } from '../access/allows.js';
import { readCookie, SESSION_COOKIE, setCookie } from '../access/session-cookie.js';
import { WALL_CLOCK } from '../tokens.js';
import { IdentityProvider, SIGN_IN_WITHIN, SignInRefused } from './identity-provider.js';
import { ProviderSignIn } from './provider-sign-in.js';
import { SignInTo } from './session-shape.js';

/** Carries a sign-in to the provider and back. Lax, for the provider's page is another site. */
const CARRYING_COOKIE = '__Host-usewatch-sign-in';

/** Signing in by the provider that the settings name; browsers come here, and leave for a page again. */
@ApiTags('people')
@OpenToAll()
@Controller('v1/sign-in/oidc')
export class OidcController {
  readonly #log = new Logger('sign-in');

  constructor(
    private readonly signIn: ProviderSignIn,
    @Inject(IdentityProvider) private readonly provider: IdentityProvider | null,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Sign in by the provider', description: 'Leads the browser there.' })
  @ApiResponse({ status: 303, description: 'To the provider, or back to the sign-in page with the reason' })
  async begin(
    @Query({ schema: SignInTo }) { to }: z.infer<typeof SignInTo>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.#leading(reply, async (provider) => {
      const { url, carried } = await provider.begin(to, this.wall.now());
      void reply.header('set-cookie', setCookie(CARRYING_COOKIE, carried, SIGN_IN_WITHIN / 1_000, 'Lax'));
      return url.href;
    });
  }

  @Get('done')
  @ApiOperation({ summary: 'Come back from the provider', description: 'Sets the cookie of the session.' })
  @ApiResponse({ status: 303, description: 'To the page asked for, or back to the sign-in page with the reason' })
  async finish(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.#leading(reply, async (provider) => {
      const over = setCookie(CARRYING_COOKIE, '', 0, 'Lax');
      void reply.header('set-cookie', over);
      const carried = readCookie(request.headers.cookie, CARRYING_COOKIE);
      const { claims, to } = await provider.finish(request.url, carried, this.wall.now());
      const { roleClaim, roles } = provider.settings;
      const provided = providedPerson(claims, roleClaim, roles);
      if (provided === undefined) {
        await this.signIn.refuse(`${claims.iss} ${claims.sub}`, 'role');
        throw new SignInRefused('the provider gives you no role here; ask an admin for one of those in the settings');
      }
      const { token, session } = await this.signIn.begin(provided);
      const seconds = Math.floor((session.endsAt.getTime() - session.beganAt.getTime()) / 1_000);
      void reply.removeHeader('set-cookie').header('set-cookie', [over, setCookie(SESSION_COOKIE, token, seconds)]);
      return to;
    });
  }

  /** Leads to where `work` says, or back to the sign-in page with the reason. */
  async #leading(reply: FastifyReply, work: (provider: IdentityProvider) => Promise<string>): Promise<void> {
    if (this.provider === null) {
      throw new Problem(404, 'provider_unknown', 'no provider is named in the settings', 'sign in by password');
    }
    try {
      void reply.redirect(await work(this.provider), 303);
    } catch (error) {
      if (!(error instanceof SignInRefused || error instanceof Problem)) throw error;
      const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
      this.#log.warn(`${error.message}${cause}`);
      void reply.redirect(`/sign-in?problem=${encodeURIComponent(error.message)}`, 303);
    }
  }
}
