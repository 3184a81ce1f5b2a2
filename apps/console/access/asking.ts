import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ApiKey } from '#casebook/api-keys';
import type { PersonSession } from '#casebook/sessions';
import type { Role } from '#casework/rights';

/** A person who is signed in. */
export interface PersonAsking {
  readonly kind: 'person';
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly session: PersonSession;
}

/** A program with a key. */
export interface KeyAsking {
  readonly kind: 'key';
  readonly key: ApiKey;
}

/** Who asks for something. */
export type Asking = PersonAsking | KeyAsking;

/** A request once it is known who asks. */
export type AskedRequest = FastifyRequest & { asking?: Asking };

/** Name under which a deed of theirs stands: the login of a person, or `key NAME`. */
export function actorOf(asking: Asking): string {
  return asking.kind === 'person' ? asking.login : `key ${asking.key.name}`;
}

/** Who asks. */
export const WhoAsks = createParamDecorator((_: unknown, context: ExecutionContext): Asking => {
  const { asking } = context.switchToHttp().getRequest<AskedRequest>();
  if (asking === undefined) throw new TypeError('WhoAsks requires a route that is not open to all');
  return asking;
});

/** The person who asks, on routes that take no key. */
export const PersonAsks = createParamDecorator((_: unknown, context: ExecutionContext): PersonAsking => {
  const { asking } = context.switchToHttp().getRequest<AskedRequest>();
  if (asking?.kind !== 'person') throw new TypeError('PersonAsks requires a route without a scope');
  return asking;
});
