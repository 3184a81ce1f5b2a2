import { type Buffer, isUtf8 } from 'node:buffer';
import { type Adapter, type AdapterContext, Lines } from '../adapted.js';
import { FormatError } from '../format-error.js';
import { itemsOf } from '../items.js';
import { own, type Parsed, parsed } from '../own.js';
import { splitJson } from '../split-json.js';
import { eventDraft, eventFault } from './event-draft.js';

/** Type of the events that are usage records; all others are ignored. */
const COMPLETED = 'llm.request.completed';

/**
 * Events of CloudEvents 1.0: binary (attributes in `ce-` headers), structured, or a batch.
 *
 * Files have no headers: an array is a batch, an object one structured event.
 */
export const cloudevents: Adapter = (body, { source, headers }) => {
  const lines = new Lines('cloudevents', source);
  const type =
    String(headers?.['content-type'] ?? '')
      .split(';', 1)[0]
      ?.trim()
      .toLowerCase() ?? '';
  if (headers?.['ce-specversion'] !== undefined) {
    single(lines, binaryEvent(body, headers), source);
    return lines.end();
  }
  if (!['', 'application/cloudevents+json', 'application/cloudevents-batch+json'].includes(type))
    throw new FormatError(
      `${type} is no CloudEvent: send application/cloudevents+json, application/cloudevents-batch+json, or the attributes as ce- headers`,
    );
  const isBatch = type.includes('batch') || (type === '' && firstByte(body) === '[');
  if (!isBatch) {
    single(lines, document(body), source);
    return lines.end();
  }
  if (firstByte(body) !== '[') throw new FormatError('a batch of CloudEvents must be a JSON array');
  for (const { value, line } of itemsOf(body)) {
    const event = parsed(value);
    const fault = event === undefined ? undefined : eventFault(event);
    if (event === undefined) lines.verbatim(line);
    else if (fault !== undefined) lines.unmapped(fault.attribute, JSON.stringify(event));
    else take(lines, event, source);
  }
  return lines.end();
};

/** One event must be whole; in a batch a faulty one stands among others that are. */
function single(lines: Lines, event: Parsed, source: string): void {
  const fault = eventFault(event);
  if (fault !== undefined) throw new FormatError(`the CloudEvent's ${fault.attribute} ${fault.message}`);
  take(lines, event, source);
}

function take(lines: Lines, event: Parsed, source: string): void {
  if (own(event, 'type') !== COMPLETED) {
    lines.ignore();
    return;
  }
  const draft = eventDraft(event, source);
  if (typeof draft === 'string') lines.unmapped(draft, JSON.stringify(event));
  else lines.add(draft, () => JSON.stringify(event));
}

/** A structured event: the body is one JSON object. */
function document(body: Buffer): Parsed {
  const event = jsonOf(body);
  if (event === undefined) throw new FormatError('a structured CloudEvent must be a JSON object');
  return event;
}

/** An event whose attributes came as headers, percent-encoded, and whose data are the body. */
function binaryEvent(body: Buffer, headers: NonNullable<AdapterContext['headers']>): Parsed {
  const event: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith('ce-') && value !== undefined) event[name.slice(3)] = decoded(name, String(value));
  const type = String(headers['content-type'] ?? 'application/json');
  if (!/^application\/([^;]*\+)?json\s*(;|$)/i.test(type))
    throw new FormatError(`the data of the CloudEvent are ${type}; send application/json`);
  event.data = body.length === 0 ? undefined : jsonOf(body);
  return event;
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value.replace(/^"(.*)"$/, '$1'));
  } catch {
    throw new FormatError(`the header ${name} is not percent-encoded UTF-8; encode % as %25`);
  }
}

function jsonOf(body: Buffer): Parsed | undefined {
  if (!isUtf8(body)) throw new FormatError('the body is not UTF-8');
  try {
    // Bounds the nesting, which the parser itself does not.
    splitJson(body);
    return parsed(JSON.parse(body.toString()));
  } catch (error) {
    throw new FormatError(`the body is no JSON (${(error as Error).message})`, { cause: error });
  }
}

const firstByte = (body: Buffer) => /\S/.exec(body.toString('latin1', 0, 64))?.[0];
