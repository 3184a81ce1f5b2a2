import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { Claims } from '#casework/provider-claims';
import { openSecret, sealSecret } from '#platform/sealed-secret';
import type { ProviderSettings } from '#platform/sign-in-settings';

/** Where the provider sends people back to, below the public address. */
const RETURN_PATH = '/v1/sign-in/oidc/done';

/** Seconds the provider may take to answer one request. */
const ANSWER_WITHIN = 5;

/** Milliseconds somebody may take to sign in there. */
export const SIGN_IN_WITHIN = 600_000;

/** What has to be known of a sign-in when somebody comes back; sealed into a cookie of their browser. */
const Begun = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  until: z.number(),
});

/** A sign-in that did not come to an end; the message was written for the person. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

/** The provider of OpenID Connect that people sign in by: authorization code with PKCE, state and nonce. */
export class IdentityProvider {
  #known: Promise<Configuration> | undefined;

  /** @param pepper  of the installation; seals what a browser carries to the provider and back */
  constructor(
    readonly settings: ProviderSettings,
    private readonly pepper: Uint8Array,
  ) {}

  /**
   * Begins a sign-in.
   *
   * @param to  page to show afterwards
   * @returns   where to send the browser, and what it has to bring back
   * @throws {SignInRefused} when the provider does not answer
   */
  async begin(to: string, now: Date): Promise<{ readonly url: URL; readonly carried: string }> {
    const configuration = await this.#configuration();
    const begun = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), to };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.#address(RETURN_PATH).href,
      scope: this.settings.scope,
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
    });
    const text = JSON.stringify({ ...begun, until: now.getTime() + SIGN_IN_WITHIN } satisfies z.infer<typeof Begun>);
    return { url, carried: sealSecret(this.pepper, Buffer.from(text)).toString('base64url') };
  }

  /**
   * Ends a sign-in: the code is changed for an ID token, whose signature, issuer, audience, times and nonce are checked.
   *
   * @param path     with the query that the provider sent the browser back with
   * @param carried  what the browser brought back; undefined when it had nothing
   * @throws {SignInRefused} saying why it is not believed
   */
  async finish(path: string, carried: string | undefined, now: Date): Promise<{ claims: Claims; to: string }> {
    const begun = this.#unseal(carried);
    if (begun === undefined) throw new SignInRefused('this browser has begun no sign-in; begin again');
    if (begun.until < now.getTime()) throw new SignInRefused('the sign-in took too long; begin again');
    const configuration = await this.#configuration();
    try {
      const tokens = await authorizationCodeGrant(configuration, this.#address(path), {
        expectedState: begun.state,
        expectedNonce: begun.nonce,
        pkceCodeVerifier: begun.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new TypeError('finish requires an ID token');
      return { claims, to: begun.to };
    } catch (cause) {
      throw new SignInRefused('what the provider says does not hold; begin again, or ask an admin', { cause });
    }
  }

  #unseal(carried: string | undefined): z.infer<typeof Begun> | undefined {
    if (carried === undefined) return undefined;
    try {
      return Begun.parse(JSON.parse(openSecret(this.pepper, Buffer.from(carried, 'base64url')).toString()));
    } catch {
      // Tampered with, or of another installation: as good as none.
      return undefined;
    }
  }

  #address(path: string): URL {
    return new URL(path, this.settings.publicUrl);
  }

  /** What the provider says of itself, asked for once; again after a failure. */
  #configuration(): Promise<Configuration> {
    this.#known ??= this.#discover().catch((cause: unknown) => {
      this.#known = undefined;
      throw new SignInRefused('the provider does not answer; try again later, or sign in by password', { cause });
    });
    return this.#known;
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    // Only an issuer on loopback comes without TLS; the settings refuse any other.
    const insecure = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    return discovery(issuer, clientId, clientSecret, clientSecret === undefined ? None() : undefined, {
      timeout: ANSWER_WITHIN,
      execute: [enableNonRepudiationChecks, ...insecure],
    });
  }
}
