import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const FOLDER = new URL('./corpus/', import.meta.url);

/** A request that broke something once. */
const Remembered = z.strictObject({
  broke: z.string().min(1),
  path: z.string().startsWith('/v1/'),
  headers: z.record(z.string(), z.string()).default({}),
  /** Base64, since what breaks a door is rarely text. */
  body: z.base64(),
  /** What its lines must come to, where that is known: `stored`, or reason and field of its refusal. */
  lines: z.array(z.string()).optional(),
});
export type Remembered = z.infer<typeof Remembered>;

/** A request as a torture makes it. */
export interface Tried {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/**
 * Every request that broke something once, by the name of its file.
 *
 * @throws {Error} when a file is none; mend or delete it
 */
export function remembered(): (Remembered & { readonly name: string })[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.json'.length),
      ...Remembered.parse(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))),
    }));
}

/**
 * Writes a request that broke something beside the others, where the corpus test tries it from then on.
 *
 * @param error  what it broke; returned with a word on where the request is, to be thrown
 */
export function remember({ path, headers = {}, body }: Tried, error: unknown): Error {
  const bytes = Buffer.from(body as string);
  const broke = error instanceof Error ? error.message : String(error);
  const file = new URL(`${createHash('sha256').update(path).update(bytes).digest('hex').slice(0, 16)}.json`, FOLDER);
  const kept: Remembered = {
    broke: broke.slice(0, 400),
    path,
    headers: { ...headers },
    body: bytes.toString('base64'),
  };
  writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`);
  return new Error(`${broke}; the request is kept in ${fileURLToPath(file)}: commit it with what mends it`, {
    cause: error,
  });
}
