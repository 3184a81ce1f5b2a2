import { parseConfig } from '#platform/config';
import { type Installation, openInstallation } from '#platform/open-installation';

/** Opens the installation that the environment names; every command gets it this way. */
export type Open = () => Promise<Installation>;

/** Opens the installation of this environment for one command. */
export const open: Open = () =>
  openInstallation(parseConfig(process.env), false, (line) => process.stderr.write(`${line}\n`));

/** A command ended without doing all it was asked; the message was written for the user. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Does one command's work on the installation and hangs up, whatever happens.
 *
 * @param work  gets the open installation
 */
export async function withInstallation<T>(opener: Open, work: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await opener();
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

/** Exit code of a command that was interrupted by Ctrl-C. */
const INTERRUPTED = 130;

/** A signal that fires on the first Ctrl-C; the second one ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    process.exitCode = INTERRUPTED;
    controller.abort(new CommandError('interrupted; run the same command again to go on'));
    process.once('SIGINT', () => process.exit(INTERRUPTED));
  });
  return controller.signal;
}
