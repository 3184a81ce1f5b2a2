import { cidr } from './cidr.js';

/** What an operator's list says of one network; 0 and empty strings where it says nothing. */
export interface ListedNetwork {
  /** CIDR of IPv4 or IPv6. */
  readonly network: string;
  readonly asn: number;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly network_class: string;
}

/** A line that is not as a list must be; lines count from 1, the header included. */
export interface ListFault {
  readonly line: number;
  readonly column: string;
  /** The limit that was passed, and the value that passed it. */
  readonly message: string;
}

/** Networks of one list; the engine holds them in memory, at about 150 bytes each. */
const MOST_NETWORKS = 5_000_000;

/** Bytes of a value that a message repeats. */
const REPEATED = 64;

const CLASSES = ['residential', 'mobile', 'hosting', 'vpn', 'tor', 'education', 'unknown'];
const HIGHEST_ASN = 4_294_967_295;

/** Checks of one value; each returns what is wrong, or nothing. */
const COLUMNS = {
  network: (value: string) => {
    const read = cidr(value);
    return 'fault' in read ? read.fault : undefined;
  },
  asn: (value: string) =>
    value === '' || (/^(?:AS)?\d{1,10}$/i.test(value) && asnOf(value) <= HIGHEST_ASN)
      ? undefined
      : `must be a whole number from 0 to ${HIGHEST_ASN}, or empty`,
  country: (value: string) => (/^(?:[A-Z]{2})?$/.test(value) ? undefined : 'must be two capital letters, or empty'),
  network_class: (value: string) =>
    value === '' || CLASSES.includes(value.toLowerCase())
      ? undefined
      : `must be one of ${CLASSES.join(', ')}, or empty`,
};
type Column = keyof typeof COLUMNS;

/** Reads a list of networks line by line, and remembers which networks it has seen. */
export class NetworkList {
  #columns: readonly Column[] | undefined;
  #line = 0;
  readonly #seen = new Map<string, number>();

  /** Networks read so far. */
  get networks(): number {
    return this.#seen.size;
  }

  /**
   * Reads the next line; the first one names the columns, in any order.
   *
   * @returns  the network, everything wrong with the line, or undefined for the header and for blank lines
   */
  read(text: string): ListedNetwork | readonly ListFault[] | undefined {
    this.#line += 1;
    const line = this.#line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (line.trim() === '')
      return this.#line === 1 ? [this.#fault('header', 'must name the columns, got an empty line')] : undefined;
    const values = splitLine(line);
    if (values === undefined) {
      const column = this.#columns === undefined ? 'header' : 'line';
      return [this.#fault(column, 'must close each quotation mark on the same line, before a comma')];
    }
    return this.#columns === undefined ? this.#readHeader(values) : this.#readNetwork(this.#columns, values);
  }

  #readHeader(values: readonly string[]): readonly ListFault[] | undefined {
    const names = values.map((name) => name.toLowerCase());
    const allowed = Object.keys(COLUMNS);
    const stranger = names.find((name) => !allowed.includes(name));
    if (stranger !== undefined)
      return [this.#fault('header', `must hold only ${allowed.join(', ')}, got ${shown(stranger)}`)];
    if (new Set(names).size < names.length) return [this.#fault('header', 'must name each column once')];
    if (!names.includes('network') || names.length < 2)
      return [this.#fault('header', `must name network and at least one of ${allowed.slice(1).join(', ')}`)];
    this.#columns = names as Column[];
    return undefined;
  }

  #readNetwork(columns: readonly Column[], values: readonly string[]): ListedNetwork | readonly ListFault[] {
    if (values.length !== columns.length)
      return [this.#fault('line', `must have ${columns.length} values as the header has, got ${values.length}`)];
    const faults = columns.flatMap((column, index) => {
      const value = values[index] ?? '';
      const message = COLUMNS[column](value);
      return message === undefined ? [] : [this.#fault(column, `${message}, got ${shown(value)}`)];
    });
    if (faults.length > 0) return faults;
    const of = (column: Column) => values[columns.indexOf(column)] ?? '';
    const read = cidr(of('network'));
    const key = 'key' in read ? read.key : '';
    const before = this.#seen.get(key);
    if (before !== undefined)
      return [this.#fault('network', `must stand once, ${of('network')} stands on line ${before}`)];
    if (this.#seen.size >= MOST_NETWORKS)
      return [this.#fault('line', `must be among the first ${MOST_NETWORKS.toLocaleString('en')} networks`)];
    this.#seen.set(key, this.#line);
    return {
      network: of('network'),
      asn: asnOf(of('asn')),
      country: of('country'),
      network_class: of('network_class').toLowerCase(),
    };
  }

  #fault(column: string, message: string): ListFault {
    return { line: this.#line, column, message };
  }
}

/** Values of one CSV line, trimmed; undefined when a quotation mark stays open or text follows a closed one. */
function splitLine(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',').map((value) => value.trim());
  const values: string[] = [];
  // Each value takes the comma before it along, so that an empty one is a match too.
  const value = /,\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(?=,|$)/y;
  const whole = `,${line}`;
  while (value.lastIndex < whole.length) {
    const found = value.exec(whole);
    if (found === null) return undefined;
    values.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
  }
  return values;
}

function asnOf(value: string): number {
  return Number(value.replace(/^AS/i, ''));
}

function shown(value: string): string {
  return JSON.stringify(value.slice(0, REPEATED));
}
