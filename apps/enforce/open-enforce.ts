import { setTimeout as pause } from 'node:timers/promises';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { ApiKeys } from '#casebook/api-keys';
import type { Installation } from '#platform/open-installation';
import { RingCache } from '#platform/ring-cache';
import { openSecret } from '#platform/sealed-secret';
import { noticeDoor } from './notice-door.js';
import { postWebhook } from './post-webhook.js';
import { StandingFeed } from './standing-feed.js';
import { verdictDoor } from './verdict-door.js';
import { WebhookSender } from './webhook-sender.js';

/** What enforcing needs of an installation. */
export type EnforceNeeds = Pick<Installation, 'casebook' | 'clock'> & {
  readonly config: { readonly enforce: Installation['config']['enforce'] };
  readonly secrets: Pick<Installation['secrets'], 'apiKeyPepper' | 'pseudonymKey' | 'previousPseudonym'>;
};

/** Milliseconds between two looks for decisions, deliveries and cases. */
const LOOK_EVERY = 1_000;

/** Milliseconds until somebody asks again for the lease that another process holds, or after the casebook failed. */
const TRY_AGAIN_AFTER = 5_000;

/** The stage that carries decisions out of the house: verdicts for gateways, webhooks, notices of providers. */
export class Enforce implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('enforce');
  readonly #end = new AbortController();
  #underWay: Promise<unknown> | undefined;

  constructor(
    /** Adds the doors to an application. */
    readonly doors: (fastify: FastifyInstance) => Promise<void>,
    private readonly feed: StandingFeed,
    private readonly sender: WebhookSender,
    private readonly needs: EnforceNeeds,
  ) {}

  onApplicationBootstrap(): void {
    this.#underWay = Promise.all([this.#keepUp(), this.#send()]);
  }

  /** Lets what is under way to receivers end; what was not sent yet waits in the casebook. */
  async onApplicationShutdown(): Promise<void> {
    this.#end.abort();
    await this.#underWay;
    await this.sender.settled();
  }

  /** Every process keeps what stands in its own memory. */
  #keepUp(): Promise<void> {
    return this.#repeat('verdicts', async () => {
      await this.feed.renew();
      return LOOK_EVERY;
    });
  }

  /** One process sends, for as long as it lives. */
  #send(): Promise<void> {
    return this.#repeat('webhooks', async () => {
      await this.needs.casebook.tryLease('webhooks', async (lost) => {
        const signal = AbortSignal.any([lost, this.#end.signal]);
        while (!signal.aborted) {
          await this.sender.look(signal);
          await rest(LOOK_EVERY, signal);
        }
        await this.sender.settled();
      });
      return TRY_AGAIN_AFTER;
    });
  }

  /** @param work  tells after how many milliseconds it is to be done again */
  async #repeat(what: string, work: () => Promise<number>): Promise<void> {
    while (!this.#end.signal.aborted) {
      const wait = await work().catch((error: Error) => {
        // The casebook comes back by itself.
        this.#log.warn(`${what}: ${error.message}`);
        return TRY_AGAIN_AFTER;
      });
      await rest(wait, this.#end.signal);
    }
  }
}

/** Opens the stage on an installation; it begins with the application it is given to. */
export function openEnforce(needs: EnforceNeeds): Enforce {
  const { casebook, clock, config, secrets } = needs;
  const { apiKeyPepper: pepper, pseudonymKey, previousPseudonym } = secrets;
  const log = new Logger('enforce');
  const now = () => new Date();
  const unseal = (sealed: Uint8Array) => openSecret(pepper, sealed);
  const feed = new StandingFeed(casebook);
  const sender = new WebhookSender({
    casebook,
    post: (url, headers, body) => postWebhook(url, headers, body, config.enforce.webhookNetworks),
    unseal,
    now,
    chance: Math.random,
    log: (line) => log.warn(line),
  });
  const ring = new RingCache(new ApiKeys(casebook, pepper), () => performance.now());
  const pseudonymKeys = [pseudonymKey, ...(previousPseudonym === undefined ? [] : [previousPseudonym.key])];
  const doors = async (fastify: FastifyInstance) => {
    await fastify.register(verdictDoor({ ring, feed, clock, pseudonymKeys }));
    await fastify.register(noticeDoor({ casebook, clock, now, unseal }));
  };
  return new Enforce(doors, feed, sender, needs);
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}
