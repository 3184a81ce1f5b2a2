/** Nothing is loaded, framed or kept: answers are data for programs. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Swagger's page runs its own scripts, and sets styles on elements. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Headers of an answer; a route may have set a header of its own already, which then stands.
 *
 * @param path  of the request, with or without parameters
 */
export function securityHeaders(path: string): Readonly<Record<string, string>> {
  return /^\/docs([/?]|$)/.test(path) ? { ...EVERYWHERE, 'content-security-policy': DOCS_POLICY } : EVERYWHERE;
}
