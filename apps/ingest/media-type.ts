import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '#platform/http/problem';

/**
 * The media type of a body, in lower case and without parameters; empty when none is named.
 *
 * @throws {Problem} 415 for letters in another encoding than UTF-8
 */
export function mediaType(headers: IncomingHttpHeaders): string {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';');
  for (const parameter of parameters) {
    const charset = /^\s*charset\s*=\s*"?([^"\s]*)/i.exec(parameter)?.[1];
    if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) {
      throw new Problem(415, 'unsupported_charset', 'the body is in another charset than UTF-8', 'send it in UTF-8');
    }
  }
  return type.trim().toLowerCase();
}
