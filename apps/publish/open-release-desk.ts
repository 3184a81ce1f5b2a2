import { allReleases, type Release } from '#casebook/releases';
import { explain } from '#platform/explain';
import type { ReleaseDeed } from '#publish/release-deed';
import { releaseFiles, trustedComment } from '#publish/release-files';
import { shownTables } from '#publish/shown-table';
import { approveSigned, rejectQuarter } from './approve-release.js';
import { buildSite } from './build-site.js';
import { checkQuarter, reviewFolder, sumsOf } from './check-release.js';
import { measureQuarter } from './measure-release.js';
import { freezeQuarter, planQuarter } from './plan-release.js';
import { publishQuarter, withdrawVersion } from './publish-release.js';
import { readOutlook } from './read-outlook.js';
import { readRelease } from './read-release.js';
import { ReleaseError } from './release-error.js';
import type { ReleaseProgress } from './release-progress.js';
import type { ReleaseWork } from './release-work.js';
import { liveIn } from './standing-release.js';

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
 * @param log     is told why long work broke off
 */
export function openReleaseDesk(workOf: (actor: string) => ReleaseWork, log: (line: string) => void) {
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
        // Nobody waits for it, so a thrown error would end the service.
        if (!(error instanceof ReleaseError)) log(`release ${what} ${period}: ${explain(error)}`);
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
          await approveSigned(work, period, deed.signatures);
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
      const release = await readRelease(casebook, stored);
      const { tables, checks } = release;
      // Made anew from what is stored; an approval of other bytes is refused.
      const toSign =
        stored.sumsHash === null
          ? undefined
          : { sums: sumsOf(releaseFiles(release)).toString('utf8'), comment: trustedComment(release) };
      return { stored, tables: shownTables(tables), checks, toSign, folder: reviewFolder(directory, stored) };
    },

    outlook: () => readOutlook(workOf('')),
  };
}
