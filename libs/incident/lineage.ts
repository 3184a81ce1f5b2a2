import { continueCampaigns, REMEMBERED_RUNS, recall } from '#detect/campaign-identity';
import type { Detector } from '#detect/detector';
import { HOUR, type Window } from '#usage/window';
import { campaignId } from './found.js';
import { windowsOf } from './windows-of.js';

/** What one run found of a campaign. */
export interface Seen {
  /** Id of the finding. */
  readonly id: string;
  readonly version: number;
  readonly window: Window;
  /** Founding record, 32 hex digits. */
  readonly subject: string;
  /** None twice, at least one. */
  readonly accounts: readonly string[];
}

/** The same, with the campaign it was found to be. */
export interface Followed extends Seen {
  readonly campaign: string;
}

/** How campaigns went on from some window. */
export interface Lineage {
  /** Campaign by finding. */
  readonly campaigns: ReadonlyMap<string, string>;
  /** The campaign that each part of one comes from that goes on by itself, by its own name. */
  readonly splits: ReadonlyMap<string, string>;
  /** What each campaign went into and in which window, by its name. */
  readonly merges: ReadonlyMap<string, { readonly into: string; readonly at: Date }>;
}

/** Earliest end of a window that still counts for one that ends at an instant. */
export function rememberedSince({ everyHours }: Pick<Detector, 'everyHours'>, until: Date): Date {
  return new Date(until.getTime() - (REMEMBERED_RUNS + 1) * everyHours * HOUR);
}

/**
 * Carries the names of campaigns on from window to window.
 *
 * What a run remembers is derived from what earlier windows found, so that any window can be taken up again, and the same
 * findings make the same campaigns in whatever order and however often they were judged.
 *
 * @param detector  whose findings these are
 * @param past      of earlier windows, without campaigns that have gone into others by then
 * @param due       of all windows from some one on, in any order
 */
export function lineage(
  { name, everyHours }: Pick<Detector, 'name' | 'everyHours'>,
  past: readonly Followed[],
  due: readonly Seen[],
): Lineage {
  const campaigns = new Map<string, string>();
  const splits = new Map<string, string>();
  const merges = new Map<string, { into: string; at: Date }>();
  const followed = [...past];
  for (const window of windowsOf(due)) {
    const { until } = (window[0] as Seen).window;
    const ago = (earlier: Date) => Math.max(1, Math.round((until.getTime() - earlier.getTime()) / (everyHours * HOUR)));
    const known = recall(
      followed
        .filter(({ campaign }) => !merges.has(campaign))
        .map(({ campaign, accounts, window: earlier }) => ({ id: campaign, accounts, runsAgo: ago(earlier.until) })),
    );
    // A window judged by hand and by the clock says everything twice, under one name.
    const named = window.map((each) => ({ ...each, campaign: nameOf(name, each) }));
    const found = new Map(named.map(({ campaign, accounts }) => [campaign, { id: campaign, accounts }]));
    const next = continueCampaigns(known, [...found.values()]);
    for (const each of named) {
      const campaign = next.ids.get(each.campaign) ?? each.campaign;
      campaigns.set(each.id, campaign);
      followed.push({ ...each, campaign });
    }
    for (const { from, into } of next.splits) splits.set(into, from);
    for (const { from, into } of next.merges) merges.set(from, { into, at: until });
  }
  return { campaigns, splits, merges };
}

function nameOf(detector: string, { window, subject }: Seen): string {
  return campaignId(detector, window, { kind: 'campaign', id: subject });
}
