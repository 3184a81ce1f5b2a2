import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import type { Books } from './books.js';
import { addSegment, beginLoad, finishLoad, listLoads, markStored, unstoredSegments } from './loads.js';

const now = new Date('2026-07-01T00:00:00Z');
const hash = () => randomBytes(32).toString('hex');
const books: Books = [
  { outcome: 'stored', reason: '', field: '', lines: 97 },
  { outcome: 'duplicate', reason: '', field: '', lines: 1 },
  { outcome: 'quarantined', reason: 'wrong_type', field: 'at', lines: 2 },
];

describe('loads', () => {
  let fresh: FreshCasebook;
  beforeAll(async () => {
    fresh = await freshCasebook();
  });
  afterAll(() => fresh?.close());

  const begin = (contentHash: string | null) => beginLoad(fresh.casebook, { name: 'march.ndjson', contentHash, now });
  const add = (load: string, ordinal: number, id = hash()) =>
    addSegment(fresh.casebook, {
      id,
      load,
      ordinal,
      firstLine: ordinal * 100 + 1,
      lines: 100,
      bytes: 2 ** 33,
      sha256: id,
    }).then(() => id);

  it('end with the sum of their segments', async () => {
    const { load } = await begin(hash());
    await markStored(fresh.casebook, await add(load.id, 0), books);
    await markStored(fresh.casebook, await add(load.id, 1), books);
    const done = await finishLoad(fresh.casebook, load.id, 'done', now);
    expect(done).toMatchObject({
      received: 200,
      stored: 194,
      duplicate: 2,
      quarantined: 4,
      dropped: 0,
      finishedAt: now,
    });
  });

  it('go on where an interrupted run of the same content stopped', async () => {
    const content = hash();
    const { load } = await begin(content);
    const first = await add(load.id, 0);
    await markStored(fresh.casebook, first, books);
    const second = await add(load.id, 1);
    const resumed = await begin(content);
    expect(resumed.load).toMatchObject({ id: load.id, attempt: 1, resumed: 1, state: 'running' });
    expect(resumed.segments.map(({ id, state }) => [id, state])).toEqual([
      [first, 'stored'],
      [second, 'written'],
    ]);
    expect((await unstoredSegments(fresh.casebook)).map(({ id }) => id)).toContain(second);
  });

  it('go on after a failure', async () => {
    const content = hash();
    const { load } = await begin(content);
    await finishLoad(fresh.casebook, load.id, 'failed', now);
    expect((await begin(content)).load).toMatchObject({ id: load.id, state: 'running', finishedAt: null });
  });

  it('begin anew when the same content is given again after it was done', async () => {
    const content = hash();
    const { load } = await begin(content);
    await finishLoad(fresh.casebook, load.id, 'done', now);
    const again = await begin(content);
    expect(again.load).toMatchObject({ attempt: 2, resumed: 0 });
    expect(again.load.id).not.toBe(load.id);
  });

  it('of a stream are never taken for one another', async () => {
    expect((await begin(null)).load.id).not.toBe((await begin(null)).load.id);
  });

  it('begun twice at the same moment are one load', async () => {
    const content = hash();
    const begun = await Promise.all([begin(content), begin(content), begin(content)]);
    expect(new Set(begun.map(({ load }) => load.id)).size).toBe(1);
  });

  it('are not done while a segment is not stored', async () => {
    const { load } = await begin(hash());
    await add(load.id, 0);
    await expect(finishLoad(fresh.casebook, load.id, 'done', now)).rejects.toThrow(
      'requires every segment to be stored',
    );
  });

  it('take a segment twice, but not with other bytes', async () => {
    const { load } = await begin(hash());
    const id = await add(load.id, 0);
    await add(load.id, 0, id);
    await expect(add(load.id, 1, id)).rejects.toThrow('same bytes for ever');
  });

  it('replace the books of a segment that is replayed', async () => {
    const { load } = await begin(hash());
    const id = await add(load.id, 0);
    await markStored(fresh.casebook, id, books);
    await markStored(fresh.casebook, id, books);
    expect(await finishLoad(fresh.casebook, load.id, 'done', now)).toMatchObject({ received: 100 });
  });

  it('are listed latest first', async () => {
    const late = new Date('2026-08-01T00:00:00Z');
    const { load } = await beginLoad(fresh.casebook, { name: '-', contentHash: null, now: late });
    expect((await listLoads(fresh.casebook, 1)).map(({ id }) => id)).toEqual([load.id]);
  });
});
