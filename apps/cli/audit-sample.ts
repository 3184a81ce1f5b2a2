import type { Command } from 'commander';
import { sampleLabels } from '#casebook/audit-samples';
import { AuditTrail } from '#casebook/audit-trail';
import { isoWeek } from '#casework/iso-week';
import { drawSample, FLOOR, SIZE } from '../sample/draw-sample.js';
import { CommandError, type Open, withInstallation } from './command.js';
import { table } from './table.js';
import { whoWorksHere } from './who-works-here.js';

interface Words {
  week?: string;
  seed?: string;
  size: number;
  floor: number;
  json?: true;
}

const WEEK = 7 * 86_400_000;

/** `usewatch audit sample`: draws accounts for blind review by a known probability, and says what reviewers said of them. */
export function registerAuditSample(audit: Command, open: Open): void {
  audit
    .command('sample')
    .description('draw accounts of a week for blind review by a known probability; a week is drawn once')
    .option('--week <iso week>', 'such as 2026-W40; the last one that has ended when left out')
    .option('--seed <hex>', '64 hex digits, to repeat a draw elsewhere; fresh chance when left out')
    .option('--size <accounts>', 'accounts in all', count, SIZE)
    .option('--floor <accounts>', 'accounts of each stratum at least', count, FLOOR)
    .option('--json', 'print what was drawn as JSON')
    .action(({ week, seed, size, floor, json }: Words) =>
      withInstallation(open, async ({ casebook, warehouse, clock, secrets }) => {
        if (seed !== undefined && !/^[0-9a-f]{64}$/.test(seed)) {
          throw new CommandError('--seed must be 64 hex digits, such as `openssl rand -hex 32` prints');
        }
        const now = clock.now();
        const needs = { casebook, warehouse, trail: new AuditTrail(secrets.apiKeyPepper), now, wall: new Date() };
        const asked = week ?? isoWeek(new Date(now.getTime() - WEEK));
        const draw = {
          week: asked,
          size,
          floor,
          drawnBy: whoWorksHere(),
          ...(seed === undefined ? {} : { seed }),
        };
        const { drawn, sample } = await drawSample(needs, draw).catch((error: unknown) => {
          if (error instanceof RangeError) throw new CommandError(error.message, { cause: error });
          throw error;
        });
        const strata = await sampleLabels(casebook, asked);
        if (json) {
          const { weekFrom, weekUntil, drawnAt } = sample;
          const told = { week: asked, from: weekFrom, until: weekUntil, drawn_at: drawnAt, drawn_now: drawn, strata };
          process.stdout.write(`${JSON.stringify(told)}\n`);
          return;
        }
        process.stderr.write(
          drawn
            ? `${asked} is drawn and waits in the queue\n`
            : `${asked} was drawn at ${sample.drawnAt.toISOString()}\n`,
        );
        const rows = strata.map((each) => [
          each.stratum,
          `${each.population}`,
          `${each.drawn}`,
          each.population === 0 ? '' : (each.drawn / each.population).toPrecision(3),
          `${each.confirmed}`,
          `${each.dismissed}`,
          `${each.uncertain}`,
          `${each.unlabelled}`,
        ]);
        const head = ['stratum', 'accounts', 'drawn', 'probability', 'confirmed', 'dismissed', 'uncertain', 'waiting'];
        process.stdout.write(table(head, rows));
      }),
    );
}

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new CommandError(`must be a whole number from 1 to 999999, got ${text}`);
  return Number(text);
}
