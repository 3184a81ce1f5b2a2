/** Permutations, as datasketch has them by default, in 25 bands of 5 rows: even odds at a Jaccard index of about 0.5. */
const PERMUTATIONS = 128;
const BANDS = 25;
const ROWS = 5;

/** Jaccard index of word sets from which two texts are near, as in the detector it is held against. */
const NEAR = 0.3;

/**
 * The reference method, as one writes it: 3-word shingles, 128 permutations, locality-sensitive hashing, verification by
 * word sets, connected components. Broder, «On the resemblance and containment of documents» (1997); permutations by
 * multiplication as in datasketch, in 32 bits, since 61 would need BigInt and be some ten times slower.
 *
 * It does all of that, from text to clusters. What ingest does besides is left out, which makes it faster than it would be in
 * its place: compatibility forms, look-alike letters, masks for links, addresses and numbers, and quotations.
 *
 * @returns clusters of two texts or more, as indices into `texts`
 */
export function minhashClusters(texts: readonly string[]): number[][] {
  const factors = Uint32Array.from({ length: PERMUTATIONS }, (_, n) => hashOf(`factor ${n}`) | 1);
  const words = texts.map((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const sets = words.map((each) => new Set(each));
  const parent = Int32Array.from(texts, (_, n) => n);
  const buckets = new Map<string, number[]>();
  for (const [index, each] of words.entries()) {
    const signature = signatureOf(each, factors);
    for (let band = 0; band < BANDS; band += 1) {
      const key = `${band} ${signature.subarray(band * ROWS, (band + 1) * ROWS).join(' ')}`;
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [index]);
      else bucket.push(index);
    }
  }
  for (const [first = 0, ...others] of buckets.values()) {
    for (const other of others) {
      if (jaccard(sets[first] as Set<string>, sets[other] as Set<string>) >= NEAR) unite(parent, first, other);
    }
  }
  const clusters = new Map<number, number[]>();
  for (const index of texts.keys()) {
    const root = rootOf(parent, index);
    const cluster = clusters.get(root);
    if (cluster === undefined) clusters.set(root, [index]);
    else cluster.push(index);
  }
  return [...clusters.values()].filter(({ length }) => length > 1);
}

function signatureOf(words: readonly string[], factors: Uint32Array): Uint32Array {
  const signature = new Uint32Array(PERMUTATIONS).fill(0xffff_ffff);
  for (let at = 0; at + 2 < words.length; at += 1) {
    const shingle = hashOf(`${words[at]} ${words[at + 1]} ${words[at + 2]}`);
    for (let n = 0; n < PERMUTATIONS; n += 1) {
      const value = Math.imul(shingle, factors[n] as number) >>> 0;
      if (value < (signature[n] as number)) signature[n] = value;
    }
  }
  return signature;
}

/** 32-bit FNV-1a with a final mix. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return common / (a.size + b.size - common);
}

function rootOf(parent: Int32Array, index: number): number {
  let root = index;
  while (parent[root] !== root) root = parent[root] as number;
  parent[index] = root;
  return root;
}

function unite(parent: Int32Array, one: number, other: number): void {
  parent[rootOf(parent, other)] = rootOf(parent, one);
}
