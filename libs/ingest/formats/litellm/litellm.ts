import { type Adapter, Lines } from '../adapted.js';
import { itemsOf } from '../items.js';
import { type Parsed, parsed } from '../own.js';
import { litellmDraft } from './litellm-draft.js';
import { payloadOfSpendLog } from './spend-log.js';

/** `StandardLoggingPayload`s of LiteLLM, as its generic callback sends them: an array, one object, or NDJSON. */
export const litellm = adapterOf('litellm', (payload) => payload);

/** Rows of LiteLLM's `LiteLLM_SpendLogs` table: an array or NDJSON. */
export const litellmSpend = adapterOf('litellm-spend', payloadOfSpendLog);

function adapterOf(format: string, payloadOf: (item: Parsed) => Parsed): Adapter {
  return (body, { source }) => {
    const lines = new Lines(format, source);
    for (const { value, line } of itemsOf(body)) {
      const item = parsed(value);
      // What is no object is no payload under any mapping; whoever judges lines calls it by its name.
      if (item === undefined) lines.verbatim(line.trimEnd());
      else lines.add(litellmDraft(payloadOf(item)), () => JSON.stringify(item));
    }
    return lines.end();
  };
}
