import { createPrivateKey, sign } from 'node:crypto';
import { calculateJwkThumbprint, flattenedVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { detachedJws, isSigned, namedKey } from './detached-jws.js';
import { isMinisigned, minisign } from './minisign.js';
import { publicPartOf, thumbprint } from './signer-keys.js';

// docs/attacks.md TV-30: the key of RFC 8032 test 1 and RFC 8037 appendix A; never used outside tests.
const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const d = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });
const payload = Buffer.from('release=2026-Q1;version=1.0.0\n');
const signed =
  'eyJhbGciOiJFZERTQSIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..EQAzQuiRewTqQmp9ZTO3svz64FovfJ9hxX-HkxF3IfceuQw27UlIcT2FccG6I_gXq8Dmfnj6G_Dg5dwu5RzGAg';

describe('the signature of a release', () => {
  it('is the Ed25519 of RFC 8032 and RFC 8037', () => {
    const empty = sign(null, Buffer.alloc(0), privateKey).toString('hex');
    expect([empty.slice(0, 16), empty.slice(-8)]).toEqual(['e5564300c360ac72', '8e7a100b']);
    const attached = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc';
    expect(sign(null, Buffer.from(attached), privateKey).toString('base64url')).toBe(
      'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    );
    expect(thumbprint(x)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
    expect(publicPartOf(privateKey)).toBe(x);
  });

  it('is detached from what it signs, as RFC 7797 says', () => {
    expect(detachedJws(payload, privateKey)).toBe(signed);
    expect(isSigned(signed, payload, x)).toBe(true);
  });

  it('fails for one other digit, of the payload or of itself', () => {
    expect(isSigned(signed, Buffer.from('release=2026-Q1;version=1.0.1\n'), x)).toBe(false);
    for (let at = 0; at < signed.length; at += 1) {
      const forged = `${signed.slice(0, at)}${signed[at] === 'A' ? 'B' : 'A'}${signed.slice(at + 1)}`;
      expect(isSigned(forged, payload, x)).toBe(false);
    }
  });

  it('holds for an implementation that is not ours', async () => {
    const [header = '', , signature = ''] = detachedJws(payload, privateKey, thumbprint(x)).split('.');
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA');
    const verified = await flattenedVerify({ protected: header, payload, signature }, key);
    expect(verified.protectedHeader).toMatchObject({ b64: false, crit: ['b64'], kid: thumbprint(x) });
    expect(await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })).toBe(thumbprint(x));
    const other = Buffer.from('release=2026-Q1;version=1.0.1\n');
    await expect(flattenedVerify({ protected: header, payload: other, signature }, key)).rejects.toThrow(
      /verification/,
    );
  });

  it('names its key', () => {
    const named = detachedJws(payload, privateKey, thumbprint(x));
    expect(namedKey(named)).toBe(thumbprint(x));
    expect(isSigned(named, payload, x, thumbprint(x))).toBe(true);
    expect(isSigned(named, payload, x)).toBe(false);
    expect([namedKey(signed), namedKey('{'), namedKey('')]).toEqual([undefined, undefined, undefined]);
  });

  it('is minisign’s too, every byte of it', () => {
    const text = minisign(payload, privateKey, x, 'release 2026-Q1');
    expect(isMinisigned(text, payload, x, 'release 2026-Q1')).toBe(true);
    expect(isMinisigned(text, Buffer.from('other'), x, 'release 2026-Q1')).toBe(false);
    expect(isMinisigned(text, payload, x, 'release 2026-Q2')).toBe(false);
    for (let at = 0; at < text.length; at += 1) {
      const forged = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
      expect(isMinisigned(forged, payload, x, 'release 2026-Q1')).toBe(false);
    }
  });
});
