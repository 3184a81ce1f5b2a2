import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Whoever signs in at the provider, and what it says of them. */
export type ProviderAccount = Readonly<Record<string, unknown>> & { readonly sub: string };

/** A real provider of OpenID Connect on loopback. */
export interface FreshProvider {
  readonly issuer: string;
  /** Who sits at the browser; they sign in and agree without being asked. */
  account: ProviderAccount;
  /** Changes an ID token on its way, signed anew by the key it is given or else the provider's own; undefined leaves it be. */
  mend: ((claims: Record<string, unknown>) => { claims: object; key?: KeyObject }) | undefined;
  /**
   * Goes through the provider's pages as a browser would.
   *
   * @param url  where the service sent it
   * @returns    where the provider sends it back to
   */
  visit(url: string): Promise<URL>;
  close(): Promise<void>;
}

/** Starts a provider that knows one client. */
export async function freshProvider(client: { id: string; secret: string; back: string }): Promise<FreshProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'of-tests' };
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    jwks: { keys: [key] },
    cookies: { keys: ['of tests'] },
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.back] }],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'], email: ['email'] },
    conformIdTokenClaims: false,
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/interaction' },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => fresh.account }),
    loadExistingGrant: async (context: { oidc: { session: { accountId: string }; client: { clientId: string } } }) => {
      const { session, client: asking } = context.oidc;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: asking.clientId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    if (context.path === '/interaction') {
      context.respond = false;
      return provider.interactionFinished(context.req, context.res, { login: { accountId: fresh.account.sub } });
    }
    await next();
    const answer = context.body as { id_token?: string };
    if (context.oidc?.route !== 'token' || fresh.mend === undefined || answer.id_token === undefined) return;
    const [head = '', body = ''] = answer.id_token.split('.');
    const mended = fresh.mend(JSON.parse(Buffer.from(body, 'base64url').toString()));
    const signed = `${head}.${Buffer.from(JSON.stringify(mended.claims)).toString('base64url')}`;
    const signature = createSign('RSA-SHA256')
      .update(signed)
      .sign(mended.key ?? privateKey, 'base64url');
    context.body = { ...answer, id_token: `${signed}.${signature}` };
  });
  server.on('request', provider.callback());
  const fresh: FreshProvider = {
    issuer,
    account: { sub: 'nobody' },
    mend: undefined,
    visit: (url) => visit(url, issuer),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fresh;
}

/** Follows redirects within the provider, keeping its cookies. */
async function visit(url: string, issuer: string): Promise<URL> {
  const jar = new Map<string, string>();
  for (let at = url; ; ) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    const to = new URL(next, issuer);
    if (to.origin !== issuer) return to;
    at = to.href;
  }
}
