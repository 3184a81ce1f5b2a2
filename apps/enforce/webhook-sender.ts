import type { Casebook } from '#casebook/casebook';
import { announceActions } from '#casebook/safety-cases';
import {
  type DueDelivery,
  type DueEndpoint,
  dueDeliveries,
  dueEndpoints,
  recordAttempt,
} from '#casebook/webhook-deliveries';
import { secretsOf } from '#casebook/webhook-endpoints';
import { announcementsOf } from '#enforce/announcement';
import { fateOf } from '#enforce/next-attempt';
import { signWebhook } from '#enforce/standard-webhook';
import type { Posted } from './post-webhook.js';

/** Receivers sent to at the same time; one that hangs holds its own lane alone. */
const LANES = 64;

/** Messages under way to one receiver that answers; one that does not is tried with one at a time. */
const IN_FLIGHT = 8;

/** Messages looked up at once. */
const AT_ONCE = 64;

/** Milliseconds a receiver is left alone after it failed, and the most as it goes on failing. */
const REST = 5_000;
const LONGEST_REST = 300_000;

/** What sending needs. */
export interface SenderNeeds {
  readonly casebook: Casebook;
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Posted>;
  readonly unseal: (sealed: Uint8Array) => Buffer;
  /** The machine's clock, whatever the installation's says: receivers judge messages by their own. */
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly chance: () => number;
  readonly log: (line: string) => void;
}

/** Receivers that failed the last time, how often in a row, and until when they are left alone. */
interface Failing {
  readonly times: number;
  readonly until: number;
}

/** Announces actions and sends what is due, each receiver in a lane of its own. */
export class WebhookSender {
  readonly #busy = new Map<string, Promise<void>>();
  readonly #failing = new Map<string, Failing>();

  constructor(private readonly needs: SenderNeeds) {}

  /** Announces what was done and undone, and begins to send what is due; does not wait for receivers. */
  async look(signal: AbortSignal): Promise<void> {
    const { casebook, now, log } = this.needs;
    while (!signal.aborted && (await announceActions(casebook, announcementsOf, now())) > 0);
    for (const endpoint of await dueEndpoints(casebook, now())) {
      if (signal.aborted || this.#busy.size >= LANES) return;
      if (this.#busy.has(endpoint.id) || (this.#failing.get(endpoint.id)?.until ?? 0) > now().getTime()) continue;
      const lane = this.#send(endpoint, signal)
        .catch((error: Error) => log(`webhooks: ${error.message}`))
        .finally(() => this.#busy.delete(endpoint.id));
      this.#busy.set(endpoint.id, lane);
    }
  }

  /** Resolves once nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#busy.values());
  }

  async #send(endpoint: DueEndpoint, signal: AbortSignal): Promise<void> {
    const { casebook, now, unseal } = this.needs;
    const secrets = (await secretsOf(casebook, endpoint.id, now())).map(unseal);
    while (!signal.aborted) {
      const due = await dueDeliveries(casebook, endpoint.id, now(), this.#failing.has(endpoint.id) ? 1 : AT_ONCE);
      if (due.length === 0) return;
      for (let at = 0; at < due.length; at += IN_FLIGHT) {
        if (signal.aborted) return;
        const some = due.slice(at, at + IN_FLIGHT);
        const taken = await Promise.all(some.map((delivery) => this.#attempt(endpoint, secrets, delivery)));
        if (!taken.every(Boolean)) return this.#rest(endpoint.id);
        this.#failing.delete(endpoint.id);
      }
    }
  }

  /** @returns whether the receiver took it */
  async #attempt({ id, url }: DueEndpoint, secrets: readonly Buffer[], delivery: DueDelivery): Promise<boolean> {
    const { casebook, post, now, chance } = this.needs;
    const at = now();
    const posted = await post(url, { ...signWebhook(secrets, delivery.event, at, delivery.body) }, delivery.body);
    const fate = fateOf(posted, delivery.attempts + 1, chance());
    await recordAttempt(casebook, id, delivery, {
      ...posted,
      at,
      state: fate.state,
      ...(fate.state === 'waiting' ? { dueAt: new Date(now().getTime() + fate.waitMilliseconds) } : {}),
      ...(fate.state === 'dead' ? { endpointGone: fate.endpointGone } : {}),
    });
    return fate.state === 'delivered';
  }

  #rest(endpoint: string): void {
    const times = (this.#failing.get(endpoint)?.times ?? 0) + 1;
    const rest = Math.min(REST * 2 ** (times - 1), LONGEST_REST);
    this.#failing.set(endpoint, { times, until: this.needs.now().getTime() + rest });
  }
}
