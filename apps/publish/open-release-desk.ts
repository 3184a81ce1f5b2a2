import { allReleases, type Release } from '#casebook/releases';
import type { Rejection } from '#publish/rejections';
import { shownTables } from '#publish/shown-table';
import { privateKeyOf } from '#publish/signer-keys';
import { approveQuarter, rejectQuarter } from './approve-release.js';
import { buildSite } from './build-site.js';
import { checkQuarter, reviewFolder } from './check-release.js';
import { measureQuarter } from './measure-release.js';
import { freezeQuarter, planQuarter } from './plan-release.js';
import { publishQuarter, withdrawVersion } from './publish-release.js';
import { readOutlook } from './read-outlook.js';
import { readRelease } from './read-release.js';
import { ReleaseError } from './release-error.js';
import type { ReleaseProgress } from './release-progress.js';
import type { ReleaseWork } from './release-work.js';
import { liveIn } from './standing-release.js';

/** What a person at the desk has done with a release. */
type ReleaseDeed =
  | { readonly kind: 'plan'; readonly models: readonly string[]; readonly publishAt?: Date | undefined }
  | { readonly kind: 'freeze' | 'measure' | 'check' | 'publish' }
  | { readonly kind: 'approve'; readonly privateKey: string }
  | { readonly kind: 'reject'; readonly code: Rejection; readonly reason: string }
  | { readonly kind: 'withdraw'; readonly version: string; readonly reason: string; readonly removesData: boolean };

/** Long work on one period. */
interface Running {
  readonly what: 'measure' | 'check';
  readonly by: string;
  readonly controller: AbortController;
  progress: ReleaseProgress;
  ended?: 'done' | 'cancelled' | 'failed';
  message?: string;
}

/**
 * Lets people drive releases from the desk as the command line does, long work in the background.
 *
 * @param workOf  what an act of somebody needs, at the instant it begins
 */
export function openReleaseDesk(workOf: (actor: string) => ReleaseWork) {
  const running = new Map<string, Running>();

  /** Begins long work, one at a time for each period; what goes wrong is told by its progress. */
  function begin(actor: string, period: string, what: Running['what']): void {
    if (running.get(period)?.ended === undefined && running.has(period))
      throw new ReleaseError(`Work on ${period} is under way: wait for it, or cancel it.`);
    const controller = new AbortController();
    const own: Running = { ...{ what, by: actor, controller }, progress: { step: 'beginning', done: 0, of: 1 } };
    running.set(period, own);
    const work: ReleaseWork = {
      ...workOf(actor),
      signal: controller.signal,
      tell: (progress) => {
        own.progress = progress;
      },
    };
    const doing = what === 'measure' ? measureQuarter(work, period) : checkQuarter(work, period);
    doing.then(
      () => {
        own.ended = 'done';
      },
      (error: unknown) => {
        own.ended = controller.signal.aborted ? 'cancelled' : 'failed';
        own.message = error instanceof ReleaseError ? error.message : 'it broke off; the log of the service says why';
        if (!(error instanceof ReleaseError) && own.ended === 'failed') throw error;
      },
    );
  }

  return {
    releases: (): Promise<Release[]> => allReleases(workOf('').casebook),

    /** Does what was asked for; long work is begun only. @throws {ReleaseError} saying what to do instead */
    async act(actor: string, period: string, deed: ReleaseDeed): Promise<void> {
      const work = workOf(actor);
      switch (deed.kind) {
        case 'plan':
          await planQuarter(work, { period, models: deed.models, publishAt: deed.publishAt });
          break;
        case 'freeze':
          await freezeQuarter(work, period);
          await buildSite(work);
          break;
        case 'measure':
        case 'check':
          await liveIn(work.casebook, period);
          begin(actor, period, deed.kind);
          break;
        case 'approve':
          // At the desk it is known who is there; on the command line the key alone says it.
          if ((await liveIn(work.casebook, period, ['review'])).draftedBy === actor)
            throw new ReleaseError(
              `${actor} drafted the release of ${period} and cannot approve it: a second person has to.`,
            );
          await approveQuarter(work, period, privateKeyOf(deed.privateKey));
          break;
        case 'reject':
          await rejectQuarter(work, period, deed);
          break;
        case 'publish':
          await publishQuarter(work, period);
          break;
        case 'withdraw':
          await withdrawVersion(work, { ...deed, period });
          break;
      }
    },

    /** Has long work stop before it draws any noise; once drawn it is drawn. @returns whether there was any */
    cancel(period: string): boolean {
      const own = running.get(period);
      if (own === undefined || own.ended !== undefined) return false;
      own.controller.abort(new ReleaseError(`Work on ${period} was cancelled; nothing was drawn for it.`));
      return true;
    },

    /** How the latest long work of a period stands; undefined when there was none since the service began. */
    progress(period: string) {
      const own = running.get(period);
      return own && { what: own.what, by: own.by, ...own.progress, ended: own.ended, message: own.message };
    },

    /** What the public will see of a measured release, and what the checks found; nothing else. */
    async review(period: string) {
      const { casebook, directory } = workOf('');
      const stored = await liveIn(casebook, period, ['measured', 'review', 'scheduled']);
      const { tables, checks } = await readRelease(casebook, stored);
      return { stored, tables: shownTables(tables), checks, folder: reviewFolder(directory, stored) };
    },

    outlook: () => readOutlook(workOf('')),
  };
}
