import { blake2b } from '@noble/hashes/blake2.js';

/** What an approval signs, as the review tells it. */
interface ToSign {
  /** Contents of SHA256SUMS. */
  readonly sums: string;
  /** Trusted comment of minisign. */
  readonly comment: string;
}

/**
 * Signs a release in the browser, so that the private key never leaves it.
 *
 * @param pem     Ed25519 in PKCS #8, as `usewatch release signer` makes it
 * @param toSign  what the reviewer has read
 * @returns       body of the approval
 * @throws {Error} in words for the reviewer, when the text is no such key
 *
 * Source: RFC 7797 and RFC 8037 (detached JWS), https://jedisct1.github.io/minisign/ (prehashed signatures).
 */
export async function signRelease(pem: string, { sums, comment }: ToSign) {
  const key = await keyOf(pem);
  const { x = '' } = await crypto.subtle.exportKey('jwk', key);
  const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
  const sign = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes));
  const thumbprint = await crypto.subtle.digest('SHA-256', bytesOf(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`));
  const header = { alg: 'EdDSA', b64: false, crit: ['b64'], kid: base64url(new Uint8Array(thumbprint)) };
  const minisigned = await sign(blake2b(bytesOf(sums)));
  return {
    public_key: x,
    jws_signature: base64url(await sign(bytesOf(`${base64url(bytesOf(JSON.stringify(header)))}.${sums}`))),
    minisign_signature: base64url(minisigned),
    comment_signature: base64url(await sign(Uint8Array.from([...minisigned, ...bytesOf(comment)]))),
  };
}

async function keyOf(pem: string) {
  try {
    const body = pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '');
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    // Its public half is told to the service, and only an exportable key tells it.
    return await crypto.subtle.importKey('pkcs8', bytes, 'Ed25519', true, ['sign']);
  } catch (cause) {
    throw new Error('this is no Ed25519 key in PEM: paste the whole file that usewatch release signer wrote', {
      cause,
    });
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
