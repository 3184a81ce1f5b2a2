import { FormatError } from '../format-error.js';
import { type Parsed, parsed } from '../own.js';
import { isLong } from './otlp-schema.js';

/** The same name as writers with another habit spell it. */
const SNAKE: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['resourceSpans', 'scopeSpans', 'resourceLogs', 'scopeLogs', 'logRecords', 'traceId', 'spanId', 'eventName'],
    ...['startTimeUnixNano', 'endTimeUnixNano', 'timeUnixNano', 'observedTimeUnixNano'],
    ...['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'],
  ].map((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]),
);

/** A field of a message; what is null or only a default of the schema is absent. */
export function member(node: Parsed, name: string): unknown {
  if (Object.hasOwn(node, name)) return node[name] ?? undefined;
  const snake = SNAKE[name];
  return snake !== undefined && Object.hasOwn(node, snake) ? (node[snake] ?? undefined) : undefined;
}

/** A field that holds a message. @throws {FormatError} when it holds something else */
export function messageIn(node: Parsed, name: string): Parsed | undefined {
  const value = member(node, name);
  if (value === undefined) return undefined;
  const found = parsed(value);
  if (found === undefined) throw new FormatError(`${name} must be an object; see the OTLP specification`);
  return found;
}

/** A field that holds messages. @throws {FormatError} when it holds something else */
export function messagesIn(node: Parsed, name: string): readonly Parsed[] {
  const value = member(node, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new FormatError(`${name} must be a list of objects; see the OTLP specification`);
  for (const item of value)
    if (parsed(item) === undefined)
      throw new FormatError(`${name} must be a list of objects; see the OTLP specification`);
  return value as readonly Parsed[];
}

/** Attributes of one span, log record, event, scope or resource; a name that stands twice counts once, the first time. */
export class Attributes {
  readonly #values = new Map<string, Parsed | undefined>();

  constructor(owner: Parsed | undefined) {
    if (owner === undefined) return;
    for (const pair of messagesIn(owner, 'attributes')) {
      const key = member(pair, 'key') ?? '';
      if (typeof key !== 'string') throw new FormatError('the key of an attribute must be a text');
      if (!this.#values.has(key)) this.#values.set(key, messageIn(pair, 'value'));
    }
  }

  get(name: string): unknown {
    const value = this.#values.get(name);
    return value === undefined ? undefined : plain(value);
  }

  /** The first of several names that says something, as generations of the conventions renamed things. */
  first(...names: readonly string[]): unknown {
    for (const name of names) {
      const value = this.get(name);
      if (value !== undefined && value !== '') return value;
    }
    return undefined;
  }

  /** A value that identifies something: texts, and numbers as texts. */
  text(...names: readonly string[]): string | undefined {
    const value = this.first(...names);
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
  }
}

/** An AnyValue as JavaScript has it; integers beyond 2⁵³ are rounded, and bytes say nothing to us. */
function plain(value: Parsed): unknown {
  const text = member(value, 'stringValue');
  if (text !== undefined) return text;
  const whole = member(value, 'intValue');
  if (whole !== undefined) return numberOf(whole, 'intValue');
  const double = member(value, 'doubleValue');
  if (double !== undefined) return numberOf(double, 'doubleValue');
  const list = messageIn(value, 'arrayValue');
  if (list !== undefined) return messagesIn(list, 'values').map(plain);
  const pairs = messageIn(value, 'kvlistValue');
  if (pairs === undefined) return member(value, 'boolValue');
  const object = Object.create(null) as Record<string, unknown>;
  for (const pair of messagesIn(pairs, 'values')) {
    const inner = messageIn(pair, 'value');
    object[String(member(pair, 'key') ?? '')] = inner === undefined ? undefined : plain(inner);
  }
  return object;
}

/** A number as protobuf or JSON writes it: 64 bits as object or text, or a plain number. */
export function numberOf(value: unknown, name: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^(-?\d+(\.\d+)?([eE][-+]?\d+)?|NaN|-?Infinity)$/.test(value)) return Number(value);
  if (isLong(value)) return value.high * 4_294_967_296 + (value.low >>> 0);
  throw new FormatError(`${name} must be a number, or a text of digits`);
}
