import type { Adapter } from './adapted.js';
import { cloudevents } from './cloudevents/cloudevents.js';
import { litellm, litellmSpend } from './litellm/litellm.js';
import { otlpLogs } from './otlp/otlp-logs.js';
import { otlpTraces } from './otlp/otlp-traces.js';
import { usage } from './usage.js';

/** Every format usage comes in, by the name that doors, commands and marked lines use. */
export const FORMATS = {
  usage,
  'otlp-traces': otlpTraces,
  'otlp-logs': otlpLogs,
  litellm,
  'litellm-spend': litellmSpend,
  cloudevents,
} as const satisfies Readonly<Record<string, Adapter>>;

/** Name of a format. */
export type FormatName = keyof typeof FORMATS;

/** Whether a word names a format. */
export function isFormat(word: string): word is FormatName {
  return Object.hasOwn(FORMATS, word);
}
