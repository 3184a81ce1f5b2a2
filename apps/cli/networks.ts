import type { Command } from 'commander';
import { publishedList } from '#ingest/networks/published-list';
import { counted } from '#platform/counted';
import { loadNetworks } from '../ingest/load-networks.js';
import { interruption, type Open, withInstallation } from './command.js';
import { progressBar } from './progress-bar.js';

/** `usewatch networks [load FILE.csv]`: what the operator knows of networks, for records that do not say it. */
export function registerNetworks(program: Command, open: Open): void {
  const networks = program
    .command('networks')
    .description('the list that tells system number, country and class of an address where a record does not')
    .action(() =>
      withInstallation(open, async ({ warehouse }) => {
        const [list] = await warehouse.ask(publishedList, {}, 'sealed');
        process.stdout.write(
          list === undefined
            ? 'no list is loaded; load one with: usewatch networks load FILE.csv\n'
            : `${counted(list.networks, 'network')} of ${list.file}, loaded at ${list.loaded_at}\n`,
        );
      }),
    );
  networks
    .command('load')
    .description('replace the list; records that are stored already stay as they are')
    .argument('<file>', 'CSV: a header line naming network (CIDR) and any of asn, country, network_class')
    .action((file: string) =>
      withInstallation(open, async ({ casebook, warehouse }) => {
        const bar = progressBar(`networks load ${file}`);
        const signal = interruption();
        try {
          const count = await casebook.lease('networks', (lost) =>
            loadNetworks(
              warehouse,
              file,
              ({ bytes, size, networks: read }) => bar.update(bytes, size, `${counted(read, 'network')}`),
              AbortSignal.any([signal, lost]),
            ),
          );
          process.stdout.write(`${counted(count, 'network')} loaded; every record from now on is looked up\n`);
        } finally {
          bar.stop();
        }
      }),
    );
}
