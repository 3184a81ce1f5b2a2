import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { ActionOn, Resource } from '#casework/rights';
import { ProblemBody } from '#platform/http/problem';
import type { Scope } from '#platform/http/scopes';

/** Metadata of a route: what it needs. */
export const NEED = 'usewatch:need';

/** What a route needs of whoever asks. */
export type Need =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'signed_in' }
  | {
      readonly kind: 'right';
      readonly resource: Resource;
      readonly action: string;
      /** Of keys; people alone may use the route when absent. */
      readonly scope?: Scope;
      /** Whether a caller on this machine needs neither. */
      readonly unlessLocal?: boolean;
    };

const NOBODY = ApiResponse({
  status: 401,
  description: 'Nobody is signed in, and no key holds',
  standardSchema: ProblemBody,
});

/**
 * A route for people whose role may do this, and for keys with this scope.
 *
 * @param scope  none: people alone
 */
export function Allows<R extends Resource>(resource: R, action: ActionOn<R>, scope?: Scope): MethodDecorator {
  const need: Need = { kind: 'right', resource, action, ...(scope === undefined ? {} : { scope }) };
  return applyDecorators(
    SetMetadata(NEED, need),
    ApiSecurity('session', [`${resource}:${action}`]),
    ...(scope === undefined ? [] : [ApiSecurity('bearer', [scope])]),
    NOBODY,
    ApiResponse({
      status: 403,
      description: `The role lacks ${resource}:${action}${scope === undefined ? '' : `, or the key the scope ${scope}`}`,
      standardSchema: ProblemBody,
    }),
  );
}

/**
 * A route that a caller on this machine may use without a key, and anybody else as `Allows` says.
 *
 * A proxy on this machine speaks for strangers: what it forwards needs a key.
 */
export function AllowsUnlessLocal<R extends Resource>(resource: R, action: ActionOn<R>, scope: Scope): MethodDecorator {
  return SetMetadata(NEED, { kind: 'right', resource, action, scope, unlessLocal: true } satisfies Need);
}

/** A route for whoever is signed in, whatever the role. */
export const AllowsSignedIn = (): MethodDecorator =>
  applyDecorators(SetMetadata(NEED, { kind: 'signed_in' } satisfies Need), ApiSecurity('session', []), NOBODY);

/** Routes for anybody. */
export const OpenToAll = () => SetMetadata(NEED, { kind: 'nothing' } satisfies Need);
