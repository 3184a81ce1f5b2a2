/**
 * Name of the cookie. The prefix makes browsers refuse it without Secure and Path=/, and from any other host; on
 * loopback browsers count plain http as safe.
 */
export const SESSION_COOKIE = '__Host-usewatch';

/**
 * The header that sets a cookie no script can read and no other site can send.
 *
 * @param value    base64url alone
 * @param seconds  until the browser forgets it; 0 deletes it
 */
export function setCookie(name: string, value: string, seconds: number, sameSite: 'Strict' | 'Lax' = 'Strict'): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=${sameSite}`;
}

/** The value of a cookie; undefined when it is not there, or there twice: then somebody planted one. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '').split(';').flatMap((pair) => {
    const [key, value] = pair.split('=', 2);
    return key?.trim() === name && value !== undefined ? [value.trim()] : [];
  });
  return values.length === 1 && /^[\w-]{1,512}$/.test(values[0] ?? '') ? values[0] : undefined;
}
