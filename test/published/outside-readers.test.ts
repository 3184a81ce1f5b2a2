import { createPrivateKey } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';
import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import { minisign, minisignKey } from '#publish/minisign';
import { releaseFiles, SUMS, trustedComment } from '#publish/release-files';
import { EXAMPLE_KEY, exampleRelease } from '../support/example-release.js';

const release = exampleRelease(false);
const files = releaseFiles(release);
const bytesOf = (path: string) => files.find((one) => one.path === path)?.bytes ?? Buffer.alloc(0);
const paths = new Set(files.map(({ path }) => path));

/** Where the folder is taken to lie; relative names are read against it. */
const BASE = 'https://statistics.example/r/2026-Q3/v1.0.0/';
const SCHEMA = 'https://schema.org/';
const CROISSANT = 'http://mlcommons.org/croissant/';

type Node = Readonly<Record<string, readonly Node[] | string | undefined>> & { '@id'?: string; '@value'?: string };

/** Reads linked data as its own processor does; nothing is fetched, and nothing that means nothing is dropped quietly. */
async function expanded(path: string): Promise<Node> {
  const [node] = await jsonld.expand(JSON.parse(bytesOf(path).toString()), {
    base: BASE,
    safe: true,
    documentLoader: (url: string) => Promise.reject(new Error(`${path} asks for ${url}`)),
  });
  return node as Node;
}
const nodes = (node: Node, name: string) => (node[name] ?? []) as readonly Node[];
const literalOf = (node: Node, name: string) => nodes(node, name)[0]?.['@value'];

// docs/attacks.md T-19
describe('readers that are not ours', () => {
  it('find a schema.org and a DCAT data set in dataset.jsonld, with every table', async () => {
    const dataset = await expanded('dataset.jsonld');
    expect(dataset['@type']).toEqual([`${SCHEMA}Dataset`, 'http://www.w3.org/ns/dcat#Dataset']);
    expect(literalOf(dataset, `${SCHEMA}version`)).toBe('1.0.0');
    const addresses = nodes(dataset, `${SCHEMA}distribution`).map((one) => literalOf(one, `${SCHEMA}contentUrl`));
    expect(addresses).toHaveLength(release.tables.length);
    expect(addresses.filter((address) => !paths.has(`${address}`))).toEqual([]);
  });

  it('find columns of tables in croissant.json, each in a file that is there', async () => {
    const dataset = await expanded('croissant.json');
    expect(dataset['@type']).toEqual([`${SCHEMA}Dataset`]);
    expect(literalOf(dataset, 'http://purl.org/dc/terms/conformsTo')).toBe('http://mlcommons.org/croissant/1.0');
    const objects = nodes(dataset, `${SCHEMA}distribution`).map((one) => one['@id']);
    const sets = nodes(dataset, `${CROISSANT}recordSet`);
    expect(sets).toHaveLength(release.tables.length);
    for (const field of sets.flatMap((set) => nodes(set, `${CROISSANT}field`))) {
      const [source] = nodes(field, `${CROISSANT}source`);
      const object = source && nodes(source, `${CROISSANT}fileObject`)[0]?.['@id'];
      const [extract] = source ? nodes(source, `${CROISSANT}extract`) : [];
      const [header] = bytesOf(`${object}`.replace(BASE, '')).toString().split('\r\n');
      expect(objects).toContain(object);
      expect(header?.split(',')).toContain(extract && literalOf(extract, `${CROISSANT}column`));
    }
  });

  it('find the columns that SDMX-CSV 1.0 asks for, and the codes of its lists', () => {
    const [header = '', ...rows] = bytesOf('sdmx/observations.csv').toString().trimEnd().split('\r\n');
    const columns = header.split(',');
    expect(columns[0]).toBe('DATAFLOW');
    expect(columns).toEqual(
      expect.arrayContaining(['FREQ', 'TIME_PERIOD', 'OBS_VALUE', 'OBS_STATUS', 'CONF_STATUS', 'UNIT_MEASURE']),
    );
    const column = (name: string) => new Set(rows.map((row) => row.split(',')[columns.indexOf(name)] ?? ''));
    expect([...column('DATAFLOW')]).toEqual([expect.stringMatching(/^[A-Z]+:[A-Z_]+\(\d+\.\d+\)$/)]);
    expect([...column('TIME_PERIOD')]).toEqual([expect.stringMatching(/^\d{4}-Q[1-4]$/)]);
    expect([...column('OBS_VALUE')].filter((value) => !/^\d*$/.test(value))).toEqual([]);
    expect([...column('OBS_STATUS')].filter((status) => !['A', 'Q'].includes(status))).toEqual([]);
    expect(rows).toHaveLength(release.tables.reduce((sum, { table }) => sum + table.keys.length, 0));
  });

  // https://jedisct1.github.io/minisign/, "Signature format" and "Public key format"
  it('find minisign’s signature right, by Ed25519 and BLAKE2b of their own', () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: EXAMPLE_KEY.x, d: EXAMPLE_KEY.d };
    const sums = bytesOf(SUMS);
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    const written = minisign(sums, key, EXAMPLE_KEY.x, trustedComment(release));
    const holds = (text: string, payload: Uint8Array) => {
      const [untrusted = '', line = '', trusted = '', global = ''] = text.split('\n');
      const publicKey = Buffer.from(minisignKey(EXAMPLE_KEY.x), 'base64');
      const signature = Buffer.from(line, 'base64');
      const [algorithm, number, signed] = [signature.subarray(0, 2), signature.subarray(2, 10), signature.subarray(10)];
      const comment = Buffer.from(trusted.replace('trusted comment: ', ''));
      return (
        untrusted.startsWith('untrusted comment: ') &&
        algorithm.toString() === 'ED' &&
        number.equals(publicKey.subarray(2, 10)) &&
        ed25519.verify(signed, blake2b(payload, { dkLen: 64 }), publicKey.subarray(10)) &&
        ed25519.verify(Buffer.from(global, 'base64'), Buffer.concat([signed, comment]), publicKey.subarray(10))
      );
    };
    expect(holds(written, sums)).toBe(true);
    expect(holds(written, Buffer.concat([sums, Buffer.from(' ')]))).toBe(false);
    expect(holds(written.replace('version 1', 'version 2'), sums)).toBe(false);
  });
});
