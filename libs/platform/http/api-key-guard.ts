import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type ApiKey, ApiKeys } from '#casebook/api-keys';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from './problem.js';
import type { Scope } from './scopes.js';

const NEEDS = 'usewatch:needs';
const LOCAL = 'usewatch:local';

/** Nobody is asked for a key: health and the front page. */
const ANYBODY = 'anybody';

type Keyed = FastifyRequest & { apiKey?: ApiKey };

/** A route that only keys with this scope may use. */
export function Needs(scope: Scope): MethodDecorator {
  return applyDecorators(
    SetMetadata(NEEDS, scope),
    ApiSecurity('bearer', [scope]),
    ApiResponse({ status: 401, description: 'No key, or one that does not hold', standardSchema: ProblemBody }),
    ApiResponse({ status: 403, description: `The key lacks the scope ${scope}`, standardSchema: ProblemBody }),
  );
}

/**
 * A route that a caller on this machine may use without a key, and anybody else with this scope.
 *
 * A proxy on this machine speaks for strangers: what it forwards needs a key.
 */
export const NeedsUnlessLocal = (scope: Scope) => applyDecorators(SetMetadata(NEEDS, scope), SetMetadata(LOCAL, true));

/** Routes that need no key. */
export const OpenToAll = () => SetMetadata(NEEDS, ANYBODY);

/** The key a route was called with. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): ApiKey => {
  const { apiKey } = context.switchToHttp().getRequest<Keyed>();
  if (apiKey === undefined) throw new TypeError('Caller requires a route that needs a scope');
  return apiKey;
});

/**
 * Lets a request through to the routes its key has the scope for.
 *
 * A route that says neither what it needs nor that it is open stays shut, so that a forgotten line opens nothing.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const needed = this.reflector.getAllAndOverride<Scope | typeof ANYBODY | undefined>(NEEDS, targets);
    if (needed === ANYBODY) return true;
    const request = context.switchToHttp().getRequest<Keyed>();
    if (this.reflector.getAllAndOverride<true | undefined>(LOCAL, targets) && isLocal(request)) return true;
    const secret = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (secret === undefined) {
      throw new Problem(401, 'key_missing', 'this address needs a key', MAKE_A_KEY);
    }
    const verdict = await this.keys.verify(secret, this.clock.now());
    // Which of the reasons it was is nobody's business who may be guessing.
    if (!verdict.valid) throw new Problem(401, 'key_refused', 'the key does not hold', MAKE_A_KEY);
    if (needed === undefined || !verdict.key.scopes.includes(needed)) {
      throw new Problem(403, 'scope_missing', `the key lacks the scope ${needed ?? 'of this address'}`, MAKE_A_KEY);
    }
    request.apiKey = verdict.key;
    return true;
  }
}

function isLocal({ headers, socket }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '');
}

const MAKE_A_KEY =
  'send Authorization: Bearer uw_…, with a key made by: npm run -s usewatch -- key create NAME --scope SCOPE';
