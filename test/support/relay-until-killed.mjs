// Brings facts to the warehouse over and over from the build, until somebody kills it.
// Arguments: address of the casebook; options of the warehouse as JSON.

import { relayFacts } from '../../dist/apps/relay/relay-facts.js';
import { Casebook } from '../../dist/libs/casebook/casebook.js';
import { Warehouse } from '../../dist/libs/warehouse/warehouse.js';

const [url, options] = process.argv.slice(2);
const casebook = await Casebook.connect({ url });
const warehouse = Warehouse.connect(JSON.parse(options));
process.stdout.write('begins\n');
for (;;) await relayFacts({ casebook, warehouse }, new AbortController().signal);
