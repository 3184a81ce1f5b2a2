import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from './source.js';

/** 'one\ntwo\nthree\n' five times, by zstd 1.5. */
const ZSTD = Buffer.from('KLUv/QRYrQAAcG9uZQp0d28KdGhyZWUKAQCNcyoBBDu2jA==', 'base64');
const FIVE = 'one\ntwo\nthree\n'.repeat(5);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-source-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function put(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function read(name: string, input: Readable = Readable.from([])): Promise<string> {
  const source = await openSource(name, input);
  const parts: Uint8Array[] = [];
  for await (const chunk of source.bytes()) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

describe('a log', () => {
  it('is read as it is, from gzip, from zstd, and from standard input', async () => {
    expect(await read(await put('plain.ndjson', FIVE))).toBe(FIVE);
    expect(await read(await put('packed.gz', gzipSync(FIVE)))).toBe(FIVE);
    expect(await read(await put('packed.zst', ZSTD))).toBe(FIVE);
    expect(await read('-', Readable.from([Buffer.from(FIVE)]))).toBe(FIVE);
  });

  it('is read whole from several gzip members in one file', async () => {
    expect(await read(await put('members.gz', Buffer.concat([gzipSync('a\n'), gzipSync('b\n')])))).toBe('a\nb\n');
  });

  it('is read whole from several zstd frames in one file', async () => {
    expect(await read(await put('frames.zst', Buffer.concat([ZSTD, ZSTD])))).toBe(FIVE + FIVE);
  });

  it('hands on what came before the place where gzip breaks off', async () => {
    const lines = Array.from({ length: 50_000 }, (_, n) => `line ${n} ${Math.sin(n)}\n`).join('');
    const packed = gzipSync(lines);
    const source = await openSource(await put('half.gz', packed.subarray(0, packed.length >> 1)), Readable.from([]));
    let length = 0;
    const reading = (async () => {
      for await (const chunk of source.bytes()) length += chunk.length;
    })();
    await expect(reading).rejects.toThrow(/half\.gz is cut off or damaged.*load it once more/);
    expect(length).toBeGreaterThan(lines.length / 4);
  });

  it('is refused where zstd breaks off', async () => {
    await expect(read(await put('half.zst', ZSTD.subarray(0, ZSTD.length - 6)))).rejects.toThrow(/cut off or damaged/);
  });

  it('is refused by name when it is a folder or does not exist', async () => {
    await expect(openSource(folder, Readable.from([]))).rejects.toThrow(/is a folder/);
    await expect(openSource(join(folder, 'none'), Readable.from([]))).rejects.toThrow(/does not exist/);
  });

  it('counts the bytes taken from disk before they are unpacked', async () => {
    const packed = gzipSync(FIVE);
    const source = await openSource(await put('count.gz', packed), Readable.from([]));
    for await (const _ of source.bytes());
    expect([source.size, source.taken()]).toEqual([packed.length, packed.length]);
  });
});
