import { detectorDraft } from '#detect/detector-draft';
import { type Bound, conditionOf } from './condition.js';
import { type Hunt, printHunt } from './hunt.js';
import { HuntError } from './hunt-error.js';

/**
 * A shadow detector that finds the calls of a hunt, as a patch that git applies.
 *
 * A detector is asked with its window alone, so the hunt's values stand in the question as literals; it is a file for
 * people to read, and nothing here asks it.
 *
 * @param name  of the detector, lower case words with hyphens
 * @param by    whom it judges
 * @throws {HuntError} when the hunt has no clause: a detector of all usage finds everybody
 */
export function draftPatch(
  hunt: Hunt | { readonly where: Hunt['where'] },
  name: string,
  by: 'account' | 'key' | 'network',
): string {
  if (hunt.where.length === 0) {
    throw new HuntError(
      'where',
      'a detector needs a clause',
      'say what it looks for, such as where=finish_reason:is:refusal',
    );
  }
  const address = printHunt({ where: hunt.where });
  const conditions = hunt.where.map((clause) => withLiterals(conditionOf({ where: [clause] })));
  const own = by === 'account' ? [] : [`${by} != ''`];
  const asks = [`How many calls did each ${by} make that a hunt found?`, '', ...wrapped(`hunt ?${address}`)];
  const files = detectorDraft({ name, subject: by, asks, conditions: [...own, ...conditions] });
  return Object.entries(files)
    .map(([file, text]) => newFile(`libs/detect/${name}/${file}`, text))
    .join('');
}

function withLiterals({ sql, parameters }: ReturnType<typeof conditionOf>): string {
  return sql
    .replaceAll('{since:', '{from:')
    .replace(/\{(f\d+):((?:[^{}])+)\}/g, (_mark, parameter: string, type: string) => {
      const value = parameters[parameter];
      if (value === undefined) throw new TypeError(`draftPatch requires a value for ${parameter}`);
      return literal(type, value);
    });
}

function literal(type: string, value: Bound): string {
  if (Array.isArray(value))
    return `[${value.map((each) => literal(type.slice('Array('.length, -1), each)).join(', ')}]`;
  if (type === 'String') return quoted(String(value));
  if (type.startsWith('DateTime(')) return `toDateTime(${Number(value)}, 'UTC')`;
  return type === 'UInt64' ? `toUInt64(${value})` : String(value);
}

/** Backslash is an escape to ClickHouse, so doubling quotes alone would let a value become SQL. */
function quoted(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is written out
  const printed = value.replace(/[\\']/g, '\\$&').replace(/[\x00-\x1f\x7f]/g, (sign) => {
    return `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `'${printed}'`;
}

/** Characters of a comment's line; the longest address is cut into as many as it takes. */
const LINE = 110;

function wrapped(text: string): string[] {
  return text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
}

function newFile(path: string, text: string): string {
  const lines = text.trimEnd().split('\n');
  return [
    `diff --git a/${path} b/${path}`,
    'new file mode 100644',
    '--- /dev/null',
    `+++ b/${path}`,
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
    '',
  ].join('\n');
}
