import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiKeys } from '#casebook/api-keys';
import { type ActionOn, may, type Resource } from '#casework/rights';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import { NEED, type Need } from './allows.js';
import type { AskedRequest, Asking } from './asking.js';
import { isSameOrigin } from './same-origin.js';
import { readCookie, SESSION_COOKIE, setCookie } from './session-cookie.js';
import { SignedIn } from './signed-in.js';

const MAKE_A_KEY =
  'send Authorization: Bearer uw_…, with a key made by: npm run -s usewatch -- key create NAME --scope SCOPE';

/**
 * Finds out who asks, and lets them through to what their role or the scopes of their key allow.
 *
 * A route that does not say what it needs stays shut, so that a forgotten line opens nothing.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
    private readonly signedIn: SignedIn,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const need = this.reflector.getAllAndOverride<Need | undefined>(NEED, targets);
    const request = context.switchToHttp().getRequest<AskedRequest>();
    const bearer = request.headers.authorization;
    if (bearer === undefined) refuseOtherOrigins(request, need);
    if (need?.kind === 'nothing') return true;
    if (need?.kind === 'right' && need.unlessLocal === true && isLocal(request)) return true;
    const asking =
      bearer === undefined
        ? await this.#person(request, context.switchToHttp().getResponse<FastifyReply>())
        : await this.#key(bearer);
    allow(asking, need);
    request.asking = asking;
    return true;
  }

  async #key(authorization: string): Promise<Asking> {
    const secret = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (secret === undefined) throw new Problem(401, 'key_missing', 'this address needs a key', MAKE_A_KEY);
    const verdict = await this.keys.verify(secret, this.clock.now());
    // Which of the reasons it was is nobody's business who may be guessing.
    if (!verdict.valid) throw new Problem(401, 'key_refused', 'the key does not hold', MAKE_A_KEY);
    return { kind: 'key', key: verdict.key };
  }

  async #person({ headers }: FastifyRequest, reply: FastifyReply): Promise<Asking> {
    const who = await this.signedIn.who(headers.cookie);
    if (who === 'nobody') {
      throw new Problem(
        401,
        'sign_in_needed',
        'neither a session nor a key came with the request',
        'sign in, or send a key: Authorization: Bearer uw_…',
      );
    }
    if (who === 'over') {
      void reply.header('set-cookie', setCookie(SESSION_COOKIE, '', 0));
      throw new Problem(
        401,
        'session_over',
        'the session is over; nothing was done',
        'sign in again and send it again',
      );
    }
    return who;
  }
}

/** Requests without a key may rest on a cookie, which browsers send along for whoever makes them ask. */
function refuseOtherOrigins({ method, headers }: FastifyRequest, need: Need | undefined): void {
  if (isSameOrigin(method, headers)) return;
  // Links from elsewhere may lead to what anybody may read.
  if (need?.kind === 'nothing' && method === 'GET') return;
  const isNamed = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  // A program without a key: nothing vouches for it, and it is told so.
  if (!isNamed && need?.kind !== 'nothing' && readCookie(headers.cookie, SESSION_COOKIE) === undefined) return;
  throw new Problem(
    403,
    'other_origin',
    isNamed ? 'the request comes from another site' : 'no header says which page the request comes from',
    'send it from the pages of this service; a program sends Authorization: Bearer uw_… instead of a cookie',
  );
}

function allow(asking: Asking, need: Need | undefined): void {
  if (asking.kind === 'key') {
    const scope = need?.kind === 'right' ? need.scope : undefined;
    if (scope !== undefined && asking.key.scopes.includes(scope)) return;
    throw scope === undefined
      ? new Problem(403, 'person_needed', 'this address takes no keys', 'a person who is signed in may use it')
      : new Problem(403, 'scope_missing', `the key lacks the scope ${scope}`, MAKE_A_KEY);
  }
  if (need?.kind === 'signed_in') return;
  if (need?.kind === 'right' && may(asking.role, need.resource, need.action as ActionOn<Resource>)) return;
  throw new Problem(
    403,
    'right_missing',
    `the role ${asking.role} may not do this${need?.kind === 'right' ? ` (${need.resource}:${need.action})` : ''}`,
    'ask somebody whose role may, or an admin to change yours',
  );
}

function isLocal({ headers, socket }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '');
}
