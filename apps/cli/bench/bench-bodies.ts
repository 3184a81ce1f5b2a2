import { Random } from '#demo/random';

/** Digits at the end of each id that tell one round from another. */
const SERIES_DIGITS = 6;

/** Words of the invented language; Zipf's law over them gives texts the repetition of real ones. */
const VOCABULARY = 20_000;

/** A body of usage records that can be sent many times, each time with ids nobody had before. */
export interface BenchBody {
  readonly bytes: Buffer;
  readonly lines: number;
  /** Where the digits of the series stand. */
  readonly places: readonly number[];
}

/** What the records carry. */
export type Kind = 'metadata' | 'texts';

/**
 * Makes bodies of about 1 MB, of records of about 1.7 KB with 22 fields.
 *
 * With `texts` each has its own prompt of about 400 and completion of about 800 characters; with `metadata` the same
 * bytes are one of 50 system prompts, of which only a hash is kept.
 *
 * @param records  in all
 * @param perBody  records of a body
 */
export function benchBodies(kind: Kind, records: number, perBody: number): BenchBody[] {
  const random = new Random(20_261_126);
  const words = Array.from({ length: VOCABULARY }, () => word(random));
  const systemPrompts = Array.from({ length: 50 }, () => sentence(random, words, 1_190));
  const bodies: BenchBody[] = [];
  for (let first = 0; first < records; first += perBody) {
    const lines: string[] = [];
    for (let n = first; n < Math.min(first + perBody, records); n += 1) {
      const texts =
        kind === 'texts'
          ? `"prompt":"${sentence(random, words, 390)}","completion":"${sentence(random, words, 790)}"`
          : `"system_prompt":"${systemPrompts[random.below(50)]}"`;
      lines.push(record(random, n, texts));
    }
    bodies.push(bodyOf(lines));
  }
  return bodies;
}

/** Writes a series into every id of a body, in place. */
export function stamp({ bytes, places }: BenchBody, series: number): Buffer {
  const digits = Buffer.from(`${series}`.padStart(SERIES_DIGITS, '0'));
  for (const place of places) digits.copy(bytes, place);
  return bytes;
}

function record(random: Random, n: number, texts: string): string {
  const account = Math.floor(3_000 * random.next() ** 3);
  const at = new Date(Date.UTC(2026, 8, 1) + Math.floor(random.next() * 2_500_000) * 1_000).toISOString();
  const status = random.next() < 0.03 ? 429 : 200;
  return [
    `{"source":"bench","id":"${`${n}`.padStart(9, '0')}-${'0'.repeat(SERIES_DIGITS)}"`,
    `"at":"${at}","account":"account-${account}","organization":"org-${account % 300}","project":"p-${account % 900}"`,
    `"key":"key-${account}-${random.below(3)}","session":"s-${random.below(100_000)}","ip":"10.${account % 200}.${random.below(4)}.7"`,
    `"country":"DE","user_agent":"python-sdk/1.${random.below(9)}","provider":"openai","model":"m-${random.below(6)}"`,
    `"operation":"chat","input_tokens":${random.below(4_000)},"output_tokens":${random.below(900)},"cost_usd":0.00${random.below(999)}`,
    `"status":${status},"finish_reason":"stop","duration_ms":${random.below(9_000)},"temperature":0.7,${texts}}`,
  ].join(',');
}

function bodyOf(lines: readonly string[]): BenchBody {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const places: number[] = [];
  for (let at = bytes.indexOf('"id":"'); at !== -1; at = bytes.indexOf('"id":"', at + 1)) places.push(at + 6 + 10);
  return { bytes, lines: lines.length, places };
}

function word(random: Random): string {
  const syllables = 1 + random.below(3);
  let text = '';
  for (let n = 0; n < syllables; n += 1) text += `${'bdfgklmnprstvz'[random.below(14)]}${'aeiou'[random.below(5)]}`;
  return random.below(2) === 0 ? text : `${text}${'nrst'[random.below(4)]}`;
}

function sentence(random: Random, words: readonly string[], length: number): string {
  let text = '';
  // The inverse of a Zipf distribution with exponent 1, near enough.
  while (text.length < length) text += `${words[Math.floor(VOCABULARY ** random.next()) - 1]} `;
  return text.trimEnd();
}
