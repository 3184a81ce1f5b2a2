import type { Field, Operator } from './fields.js';
import { HuntError } from './hunt-error.js';

/** Bytes of one value; names in usage have 512 at most. */
const LONGEST_VALUE = 512;

/** Largest hash that fits 64 bits. */
const UINT64 = 18_446_744_073_709_551_615n;

/** Operators that compare with one bound; every other one takes a list of which any may match. */
const BOUNDS: ReadonlySet<Operator> = new Set(['from', 'below']);

/**
 * Values in their one form, sorted and each once.
 *
 * @param part      what messages name, such as `where: status`
 * @param values    as written; empty stands for absent
 * @throws {HuntError} naming the value that is none of the field's
 */
export function valuesOf(part: string, field: Field, operator: Operator, values: readonly string[]): string[] {
  if (BOUNDS.has(operator) && values.length !== 1) {
    throw new HuntError(part, `${operator} takes one value`, `write two tests for two bounds, such as ${operator}:100`);
  }
  return [...new Set(values.map((value) => canonical(part, field, operator, value)))].sort();
}

function canonical(part: string, field: Field, operator: Operator, value: string): string {
  const refuse = (must: string, next: string): never => {
    throw new HuntError(part, `${JSON.stringify(value.slice(0, 80))} ${must}`, next);
  };
  if (Buffer.byteLength(value) > LONGEST_VALUE || value.includes('\0') || Buffer.from(value).toString() !== value) {
    return refuse(`must be well-formed text of at most ${LONGEST_VALUE} bytes without NUL`, 'shorten or mend it');
  }
  switch (field.kind) {
    case 'name':
      return /^([0-9a-f]{32})?$/.test(value)
        ? value
        : refuse('is no pseudonym', 'write its 32 hex digits, or nothing for calls that name none');
    case 'number':
      return (
        wholeNumber(value, field.most ?? 0) ?? refuse(`must be a whole number up to ${field.most}`, 'check its unit')
      );
    case 'share':
      if (value === '' && !BOUNDS.has(operator)) return value;
      return decimal(value, 1_000) ?? refuse('must be a number from 0 to 1000', 'write it with a point, such as 0.7');
    case 'scores':
      return decimal(value, 1) ?? refuse('must be a number from 0 to 1', 'write it with a point, such as 0.8');
    case 'flag':
      return value === 'true' || value === 'false' ? value : refuse('must be true or false', 'write one of them');
    case 'instant':
      return instant(value) ?? refuse('is no instant', 'write it like 2026-09-01T00:00:00Z');
    case 'hash':
      return /^(0|[1-9]\d{0,19})$/.test(value) && BigInt(value) <= UINT64
        ? value
        : refuse('is no hash', 'write its decimal digits, as records show it');
    default:
      return (operator === 'contains' || operator === 'starts_with') && value === ''
        ? refuse(`is in every text: ${operator} needs letters`, 'write is with an empty value for calls without one')
        : value;
  }
}

function wholeNumber(value: string, most: number): string | undefined {
  return /^(0|[1-9]\d{0,15})$/.test(value) && Number(value) <= most ? value : undefined;
}

function decimal(value: string, most: number): string | undefined {
  if (!/^\d{1,4}(\.\d{1,6})?$/.test(value) || Number(value) > most) return undefined;
  return String(Number(value));
}

/** First instant that a column of seconds cannot hold. */
const END_OF_TIME = Date.parse('2106-01-01T00:00:00Z');

function instant(value: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(value)) return undefined;
  const at = new Date(value);
  // The calendar knows no 30 February, though Date moves it into March.
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(value.slice(0, 10))) return undefined;
  const second = new Date(Math.floor(at.getTime() / 1_000) * 1_000);
  return second.getTime() >= 0 && second.getTime() < END_OF_TIME
    ? second.toISOString().replace('.000Z', 'Z')
    : undefined;
}
