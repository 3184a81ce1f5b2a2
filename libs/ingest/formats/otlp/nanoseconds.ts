import { FormatError } from '../format-error.js';
import { numberOf } from './otlp-attributes.js';
import { isLong } from './otlp-schema.js';

const MILLION = 1_000_000;
const TWO_TO_32 = 4_294_967_296;

/**
 * Whole milliseconds of an instant in nanoseconds since 1970, exact although nanoseconds fit no double.
 *
 * @param value  as protobuf decodes it or as JSON writes it: a text or, losing digits that do not matter here, a number
 * @returns      undefined for absent or zero, which stands for absent
 * @throws {FormatError} when it is no number
 */
export function milliseconds(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (isLong(value)) {
    const high = value.high >>> 0;
    const rest = (high % MILLION) * TWO_TO_32 + (value.low >>> 0);
    return Math.floor(high / MILLION) * TWO_TO_32 + Math.floor(rest / MILLION) || undefined;
  }
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return Number(value.slice(0, -6)) || undefined;
  const nanoseconds = numberOf(value, name);
  if (!(nanoseconds >= 0 && nanoseconds < 2 ** 64))
    throw new FormatError(`${name} must be nanoseconds since 1970, from 0 to 2^64 - 1`);
  return Math.floor(nanoseconds / MILLION) || undefined;
}
