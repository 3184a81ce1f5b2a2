import type { Command } from 'commander';
import type { AuditHead } from '#casebook/audit-chain';
import { AuditTrail } from '#casebook/audit-trail';
import { registerAuditSample } from './audit-sample.js';
import { CommandError, type Open, withInstallation } from './command.js';

/** `usewatch audit verify`: whether the log of who did what is as it was written. */
export function registerAudit(program: Command, open: Open): void {
  const audit = program
    .command('audit')
    .description('the log of who did what, when and why; and the sample for blind review');
  registerAuditSample(audit, open);
  audit
    .command('verify')
    .description('look for the first entry that was changed, removed or put in afterwards')
    .option(
      '--head <sequence:hash>',
      'a head noted elsewhere; without one, entries cut off at the end do not show',
      head,
    )
    .action(({ head: noted }: { head?: AuditHead }) =>
      withInstallation(open, async ({ casebook, secrets }) => {
        const trail = new AuditTrail(secrets.apiKeyPepper);
        const { head: last, broken } = await trail.verify(casebook, noted === undefined ? [] : [noted]);
        if (broken !== undefined) {
          throw new CommandError(
            `entry ${broken.sequence} of the audit log: ${broken.because}; keep the database as it is and compare it with a backup`,
          );
        }
        process.stdout.write(`${last.sequence}:${last.hash}\n`);
        process.stderr.write(
          `all ${last.sequence} entries are as they were written; note the head above in another place, for --head\n`,
        );
      }),
    );
}

function head(text: string): AuditHead {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) {
    throw new CommandError(`--head must be as an earlier verify printed it, such as 12:0a1b…, got ${text}`);
  }
  return { sequence: Number(sequence), hash };
}
