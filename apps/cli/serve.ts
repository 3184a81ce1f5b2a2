import type { Command } from 'commander';

/** `usewatch serve [STAGE…]`: the service, or some stages of it beside others on the same servers. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run the service until it is told to end; stages run apart where the stores are servers')
    .argument('[stages...]', 'ingest, detect, console, publish; all of them when none is named')
    .action(async (stages: string[]) => {
      // Brings the whole framework along, which `usewatch --help` can do without.
      const { serve } = await import('../solo/serve.js');
      await serve(stages);
    });
}
