import { Buffer } from 'node:buffer';
import { FIELD_NAMES } from '#usage/usage-record';
import { isAddress } from './is-address.js';

const FIELDS: ReadonlySet<string> = new Set(FIELD_NAMES);

/** Name of a field of a usage record. */
export type FieldName = (typeof FIELD_NAMES)[number];

/** A usage record in the making: values as the foreign format gave them, labels under `x_…`. */
export type Draft = { [field in FieldName | `x_${string}`]?: unknown };

/**
 * Bytes of UTF-8 that descriptive texts are clipped to, the bounds of the usage record. Identities are not among them:
 * a clipped identity could be somebody else's, so the engine refuses a long one instead.
 */
const CLIPPED: Partial<Record<FieldName, number>> = {
  ...{ system_prompt: 1_048_576, prompt: 1_048_576, completion: 1_048_576, user_agent: 512, sdk: 512 },
  ...{ provider: 256, model: 256, model_served: 256, operation: 256, error: 256, limit_type: 256 },
  ...{ finish_reason: 256, plan: 256, deployment: 256 },
};

/** Names in a list that are kept, and bytes of each. */
const MOST_NAMES = 256;
const NAME_BYTES = 256;

/**
 * Writes a draft as one line, in the order of the field list.
 *
 * Texts too long are clipped and named in the label `x_clipped`; an address that is none is left out and named in
 * `x_omitted`, since OpenTelemetry allows host names there. Everything else that is wrong stays for the engine to refuse.
 */
export function recordLine(draft: Draft, source: string): string {
  // Without a prototype, so that a field called __proto__ is one like any other.
  const record: Record<string, unknown> = Object.create(null);
  const clipped: string[] = [];
  const omitted: string[] = [];
  for (const name of FIELD_NAMES) {
    let value = name === 'source' ? source : draft[name];
    if (value === undefined || value === null) continue;
    const most = CLIPPED[name];
    if (most !== undefined && typeof value === 'string') {
      const kept = clip(value, most);
      if (kept.length < value.length) clipped.push(name);
      value = kept;
    } else if ((name === 'tools' || name === 'guardrails') && Array.isArray(value)) {
      const kept = names(value);
      if (kept.clipped) clipped.push(name);
      if (kept.names.length === 0) continue;
      value = kept.names;
    } else if (name === 'ip' && typeof value === 'string' && value !== '' && !isAddress(value)) {
      omitted.push(name);
      continue;
    }
    record[name] = exact(value);
  }
  // Labels, and names that no record has, which the engine refuses.
  for (const [name, value] of Object.entries(draft))
    if (!FIELDS.has(name) && value !== undefined && value !== null) record[name] = exact(value);
  if (clipped.length > 0) record.x_clipped = clipped;
  if (omitted.length > 0) record.x_omitted = omitted;
  return JSON.stringify(record);
}

/** JSON.stringify would write an infinite number as null, which stands for absent. */
function exact(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Each name once; what is no text stays for the engine to refuse. */
function names(values: readonly unknown[]): { names: readonly unknown[]; clipped: boolean } {
  const found = new Set<unknown>();
  let clipped = false;
  for (const value of values) {
    if (value === undefined || value === null || value === '') continue;
    if (found.size === MOST_NAMES) return { names: [...found], clipped: clipped || !found.has(value) };
    const kept = typeof value === 'string' ? clip(value, NAME_BYTES) : value;
    clipped ||= kept !== value;
    found.add(kept);
  }
  return { names: [...found], clipped };
}

/** The longest start of a text that has at most so many bytes of UTF-8, never half a character. */
function clip(text: string, most: number): string {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 <= most || Buffer.byteLength(text) <= most) return text;
  const bytes = Buffer.from(text.slice(0, most));
  let end = most;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
