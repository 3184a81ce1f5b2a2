import type { IncomingHttpHeaders } from 'node:http';

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that a cookie vouches for was made by our own pages.
 *
 * Browsers write both headers themselves and let no script change them. Who sends neither is no browser that keeps
 * our cookie, and is refused as well: a missing header must not open what a wrong one closes.
 */
export function isSameOrigin(method: string, headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  // `none` is an address typed in or a bookmark; it opens pages and changes nothing.
  if (SAFE.has(method)) return site === undefined || site === 'same-origin' || site === 'none';
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
