import { readFileSync } from 'node:fs';

const MARK = /\{\{(\w+)\}\}/g;

/**
 * The SQL of a panel, choice, mark or alert rule, without the comment it opens with.
 *
 * @param sql    its file
 * @param marks  SQL for the file's `{{name}}` marks; `database` is where its tables lie
 * @throws {RangeError} for a mark that nobody fills
 */
export function questionText(sql: URL, marks: Readonly<Record<string, string>>): string {
  const text = readFileSync(sql, 'utf8')
    .replace(/^(?:--[^\n]*\n)+/, '')
    .trim();
  return text.replace(MARK, (_mark, name: string) => {
    const part = marks[name];
    if (part === undefined) throw new RangeError(`questionText requires SQL for the mark ${name} of ${sql.pathname}`);
    return part;
  });
}
