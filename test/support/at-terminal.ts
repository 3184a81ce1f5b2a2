import { Command } from 'commander';
import { vi } from 'vitest';
import type { Installation } from '#platform/open-installation';
import type { Open } from '../../apps/cli/command.js';

/**
 * Gives commands of `usewatch` to an installation of the test's own.
 *
 * @param registers     the commands
 * @param installation  as much of one as they need; it is not closed
 * @returns             runs one command and returns what it wrote to standard output
 */
export function atTerminal(
  registers: readonly ((program: Command, open: Open) => void)[],
  installation: Partial<Installation>,
): (...words: string[]) => Promise<string> {
  const opened = { ...installation, close: async () => undefined } as Installation;
  return async (...words) => {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    for (const register of registers) register(program, async () => opened);
    const before = process.listeners('SIGINT');
    let out = '';
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
    try {
      await program.parseAsync(words, { from: 'user' });
    } finally {
      write.mockRestore();
      // A command that can be interrupted listens until its process ends, and here it goes on.
      for (const listener of process.listeners('SIGINT'))
        if (!before.includes(listener)) process.off('SIGINT', listener);
    }
    return out;
  };
}
