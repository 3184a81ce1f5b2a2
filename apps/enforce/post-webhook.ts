import { lookup as resolve } from 'node:dns';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { mayReach, receiverAddress } from '#enforce/receiver-address';

/** Milliseconds a receiver may take from the first packet to the last. */
const ANSWER_WITHIN = 10_000;

/** Bytes of an answer that are taken off the line; nobody looks at them. */
const MOST_ANSWER = 65_536;

/** What came of one attempt. */
export interface Posted {
  readonly milliseconds: number;
  readonly status?: number;
  /** Why there is no status; empty otherwise. */
  readonly fault: string;
}

/**
 * Sends a message to a receiver, and nowhere else: each address its name leads to is judged before anything is sent, the
 * connection goes to the very address that was judged, and redirects are answers like others.
 *
 * @param named   networks of the operator's own that receivers may lie in
 * @param within  milliseconds
 * @returns       what came of it; never throws for what the receiver does
 */
export async function postWebhook(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  named: readonly string[],
  within = ANSWER_WITHIN,
): Promise<Posted> {
  const began = performance.now();
  const done = (outcome: Omit<Posted, 'milliseconds'>) => ({
    ...outcome,
    milliseconds: Math.round(performance.now() - began),
  });
  const judged = receiverAddress(address, named);
  if ('refused' in judged) return done({ fault: `address ${judged.refused}` });
  try {
    return done({ status: await send(judged.url, headers, body, named, within), fault: '' });
  } catch (error) {
    return done({ fault: faultOf(error) });
  }
}

function send(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  named: readonly string[],
  within: number,
): Promise<number> {
  const bytes = Buffer.from(body);
  return new Promise((settle, reject) => {
    const request = (url.protocol === 'https:' ? secure : plain)(
      url,
      {
        method: 'POST',
        // A connection of its own, so that none is ever reused that another name was judged for.
        agent: false,
        lookup: judgedLookup(url, named),
        signal: AbortSignal.timeout(within),
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': bytes.length,
          'user-agent': 'Usewatch',
        },
      },
      (response) => {
        let taken = 0;
        response.on('data', (piece: Buffer) => {
          taken += piece.length;
          if (taken > MOST_ANSWER) response.destroy();
        });
        response.on('error', () => undefined);
        // The status is all that counts, also of an answer that breaks off.
        response.once('close', () => settle(response.statusCode ?? 0));
      },
    );
    request.once('error', reject);
    request.end(bytes);
  });
}

/** Resolves a name, refusing it when any of its addresses may not be reached; literals have been judged before. */
function judgedLookup(url: URL, named: readonly string[]): LookupFunction {
  return (host, options, callback) => {
    if (isIP(host) !== 0) return callback(null, host, isIP(host));
    resolve(host, { all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const refused = addresses.find(({ address }) => !mayReach(url, address, named));
      const [first] = addresses;
      if (refused !== undefined || first === undefined) {
        return callback(Object.assign(new Error('the name leads into a private network'), { code: 'EPRIVATE' }), []);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

/** A few words without anything that the receiver chose. */
function faultOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time';
  if (code === 'EPRIVATE') return 'its name leads into a private network';
  return typeof code === 'string' ? code : 'no connection';
}
