import { createHash } from 'node:crypto';
import { AuditTrail } from '#casebook/audit-trail';
import { decideIncident, getIncident, listIncidents } from '#casebook/incidents';
import { isoWeek, weekWindow } from '#casework/iso-week';
import { type KindScore, scoreAgainstTruth } from '#demo/score';
import type { Actor, Truth } from '#demo/truth';
import { type Action, decide } from '#incident/life-cycle';
import type { Installation } from '#platform/open-installation';
import { pseudonym } from '#usage/pseudonym';
import { HOUR } from '#usage/window';
import { drawSample } from '../sample/draw-sample.js';
import { progressBar } from './progress-bar.js';

/** Name under which the demonstration's reviewer decides. */
const REVIEWER = 'demo-reviewer';

/** What the reviewer does about a confirmed incident, by detector. */
const ACTION: Readonly<Record<string, Action>> = {
  'account-pool': 'limit',
  'filter-evasion': 'warning',
  'limit-hammering': 'limit',
  'limit-riding': 'limit',
  'model-extraction': 'suspension',
  'persistent-violation': 'suspension',
  'shared-key': 'suspension',
  'spam-campaign': 'ban',
};

/** Planted misuse of another name that a detector rightly finds: such accounts work together, whatever for. */
const FINDS_TOO: Readonly<Record<string, readonly string[]>> = {
  'account-pool': ['limit-riding', 'model-extraction'],
  'coordinated-accounts': ['spam-campaign', 'narrative-fan-out', 'limit-riding', 'model-extraction'],
};

/** Accounts that the demonstration draws of each week for blind review, and of each stratum at least. */
const SAMPLED = 40;
const LEAST_SAMPLED = 8;

/** Hours between the last sign of an incident and the reviewer's decision. */
const DECIDED_AFTER = 4;

/** Hours before the end of the quarter from which on incidents wait for whoever looks around. */
const WAITING = 48;

/** Draws the audit sample of every week that lies in the month whole; of a demonstration anybody may know who was drawn. */
export async function drawSamples(installation: Installation, { seed, from, until }: Truth): Promise<void> {
  const { casebook, warehouse, secrets, clock } = installation;
  const needs = {
    casebook,
    warehouse,
    trail: new AuditTrail(secrets.apiKeyPepper),
    now: clock.now(),
    wall: new Date(),
  };
  for (let at = from.getTime(); at < until.getTime(); at += 7 * 24 * HOUR) {
    const week = isoWeek(new Date(at));
    const { from: monday, until: sunday } = weekWindow(week);
    if (monday < from || sunday > until) continue;
    const drawing = createHash('sha256').update(`demonstration ${seed} ${week}`).digest('hex');
    await drawSample(needs, { week, seed: drawing, size: SAMPLED, floor: LEAST_SAMPLED, drawnBy: REVIEWER });
  }
}

/**
 * Decides open incidents as a careful reviewer would who knows what was planted: confirmed where at least half of its accounts
 * are planted for it, dismissed otherwise, a few hours after its last sign and within the quarter. Those of the last days wait.
 */
export async function reviewMonth(
  { casebook, secrets }: Installation,
  truth: Truth,
  signal: AbortSignal,
): Promise<KindScore[]> {
  const name = (account: string) => pseudonym(secrets.pseudonymKey, 'account', account);
  const planted = new Map(
    truth.actors.flatMap((actor) => actor.accounts.map((account) => [name(account), actor] as const)),
  );
  const incidents = [];
  const bar = progressBar('decide');
  const waitsFrom = truth.until.getTime() - WAITING * HOUR;
  for (const { id, state, openedAt, firstSeen, lastSeen, detector, category } of await all(casebook)) {
    signal.throwIfAborted();
    const found = await getIncident(casebook, id);
    const accounts = (found?.members ?? []).map(({ account }) => account);
    const isSampled = found?.origin === 'sample';
    if (!isSampled) incidents.push({ detector, category, accounts });
    if (state !== 'open' || (openedAt.getTime() >= waitsFrom && !isSampled)) continue;
    const kinds = [detector, ...(FINDS_TOO[detector] ?? [])];
    // Whoever reviews blind is asked about an account and a week, whatever the misuse.
    const isMisuse = (actor: Actor) =>
      isSampled ? actor.from < lastSeen && actor.until > firstSeen : kinds.includes(actor.kind);
    const culprits = accounts.flatMap((account) => planted.get(account) ?? []).filter(isMisuse);
    const isRight = culprits.length * 2 >= accounts.length && culprits.length > 0;
    const now = new Date(Math.min(lastSeen.getTime() + DECIDED_AFTER * HOUR, truth.until.getTime() - 1_000));
    const draft = isRight
      ? ({
          verdict: 'confirmed',
          action: isSampled ? 'none' : (ACTION[detector] ?? 'warning'),
          ...(isSampled ? { category: culprits[0]?.category } : {}),
          reason: 'planted in the demonstration',
        } as const)
      : ({ verdict: 'dismissed', action: 'none', reason: 'honest traffic of the demonstration' } as const);
    await decideIncident(casebook, id, undefined, (standing) =>
      decide(standing, { ...draft, decidedBy: REVIEWER }, now),
    );
    bar.update(incidents.length, undefined, `${incidents.length} incidents`);
  }
  bar.stop();
  return scoreAgainstTruth(truth, incidents, name);
}

async function all(casebook: Installation['casebook']) {
  const found = [];
  let cursor: string | undefined;
  do {
    const page = await listIncidents(casebook, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.incidents);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
