import { createHash } from 'node:crypto';
import { z } from 'zod';
import { storedNoisyCount } from '#disclosure/noisy-count';
import { isSigned, namedKey } from './detached-jws.js';
import type { MeasuredTable } from './measured-release.js';
import { isMinisigned } from './minisign.js';
import { publicTables } from './public-tables.js';
import { tableCsv } from './release-csv.js';
import type { ReleaseFile } from './release-file.js';
import { JWS, MINISIG, SUMS, trustedComment } from './release-files.js';
import { shownTables } from './shown-table.js';
import { thumbprint } from './signer-keys.js';

const Specification = z.object({
  period: z.string(),
  choice: z.object({ models: z.array(z.string()), regions: z.boolean(), review: z.boolean() }),
});
const Keys = z.object({ keys: z.array(z.object({ kid: z.string(), x: z.string() })) });
const Package = z.object({
  version: z.string(),
  resources: z.array(z.object({ path: z.string(), bytes: z.number(), hash: z.string() })),
});

/** What verifying a release came to. */
export interface Verification {
  /** Every fault found, a sentence each; none when the release is what was signed. */
  readonly faults: readonly string[];
  /** Thumbprint of the key that signed; to be compared with one known from elsewhere. */
  readonly keyId?: string;
  readonly period?: string;
  readonly version?: string;
  /** Files that were checked. */
  readonly files: number;
}

/**
 * Verifies a release from its public files alone.
 *
 * Signature over the checksums, checksums of every file and no file beside them, the descriptor's digests, and the tables
 * rebuilt from the measurements, byte by byte. A key inside the folder proves only that all of it is of one hand: who
 * wants more compares the key's thumbprint with one from elsewhere.
 *
 * @param files       every file of the folder, in any order
 * @param trustedKey  thumbprint known from elsewhere; any key of the folder when absent
 */
export function verifyRelease(files: readonly ReleaseFile[], trustedKey?: string): Verification {
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const faults: string[] = [];
  const sums = byPath.get(SUMS);
  const absent = [SUMS, JWS, MINISIG, 'keys.json', 'specification.json', 'datapackage.json'].filter(
    (path) => !byPath.has(path),
  );
  if (sums === undefined || absent.length > 0)
    return {
      faults: absent.map((path) => `${path} is missing: this is not the folder of a release`),
      files: files.length,
    };
  faults.push(...sumFaults(sums.toString('utf8'), byPath));
  try {
    const keys = Keys.parse(parsed(byPath, 'keys.json')).keys;
    const { period, choice } = Specification.parse(parsed(byPath, 'specification.json'));
    const descriptor = Package.parse(parsed(byPath, 'datapackage.json'));
    const { version } = descriptor;
    const jws = byPath.get(JWS)?.toString('utf8') ?? '';
    const keyId = namedKey(jws.trimEnd());
    const key = keys.find(({ kid, x }) => kid === keyId && thumbprint(x) === kid);
    if (key === undefined || keyId === undefined) faults.push(`${JWS} names no key of keys.json`);
    else {
      if (!jws.endsWith('\n') || !isSigned(jws.slice(0, -1), sums, key.x, keyId))
        faults.push(`${JWS} is not a signature of ${SUMS} by the key it names`);
      const comment = trustedComment({ quarter: { name: period }, version });
      if (!isMinisigned(byPath.get(MINISIG)?.toString('utf8') ?? '', sums, key.x, comment))
        faults.push(`${MINISIG} is not a signature of ${SUMS} by the same key`);
      if (trustedKey !== undefined && trustedKey !== keyId)
        faults.push(`it was signed by key ${keyId}, not by the trusted one ${trustedKey}`);
    }
    faults.push(...descriptorFaults(descriptor, byPath), ...tableFaults(period, version, choice, byPath));
    return { faults, files: files.length, period, version, ...(keyId === undefined ? {} : { keyId }) };
  } catch (error) {
    // Whatever cannot be read was changed, or never was a release of ours; either way it is a fault, not a crash.
    return {
      faults: [...faults, `a file cannot be read as a release writes it: ${brief(error)}`],
      files: files.length,
    };
  }
}

function sumFaults(text: string, byPath: ReadonlyMap<string, Buffer>): string[] {
  const faults: string[] = [];
  const listed = new Set<string>([SUMS, JWS, MINISIG]);
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.startsWith('#')) continue;
    const [, digest, path] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
    if (digest === undefined || path === undefined) {
      faults.push(`${SUMS} has a line that is no checksum`);
      continue;
    }
    listed.add(path);
    const bytes = byPath.get(path);
    if (bytes === undefined) faults.push(`${path} is missing`);
    else if (sha256(bytes) !== digest) faults.push(`${path} was changed: its SHA-256 is not the one in ${SUMS}`);
  }
  for (const path of byPath.keys()) if (!listed.has(path)) faults.push(`${path} is not in ${SUMS}`);
  return faults;
}

function descriptorFaults({ resources }: z.infer<typeof Package>, byPath: ReadonlyMap<string, Buffer>): string[] {
  return resources.flatMap(({ path, bytes, hash }) => {
    const file = byPath.get(path);
    const isRight = file !== undefined && file.length === bytes && `sha256:${sha256(file)}` === hash;
    return isRight ? [] : [`datapackage.json describes another ${path}`];
  });
}

/** Rebuilds what is shown from the measurements, as anyone can. */
function tableFaults(
  period: string,
  version: string,
  choice: z.infer<typeof Specification>['choice'],
  byPath: ReadonlyMap<string, Buffer>,
): string[] {
  const measured = publicTables(choice).map((table): MeasuredTable => {
    const [, ...lines] = (byPath.get(`measurements/${table.id}.csv`)?.toString('utf8') ?? '').trimEnd().split('\r\n');
    return { table, measurements: lines.map((line) => storedNoisyCount(line.split(',')[4] ?? '')) };
  });
  return shownTables(measured).flatMap((shown) => {
    const path = `tables/${shown.table.id}.csv`;
    const rebuilt = tableCsv({ quarter: { name: period }, version }, shown);
    return byPath.get(path)?.equals(Buffer.from(rebuilt)) ? [] : [`${path} does not follow from its measurements`];
  });
}

function parsed(byPath: ReadonlyMap<string, Buffer>, path: string): unknown {
  return JSON.parse(byPath.get(path)?.toString('utf8') ?? '');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function brief(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
}
