/** What Grafana knows when it asks: the range on screen and the width of a point. */
export interface Screen {
  readonly from: Date;
  readonly until: Date;
  readonly intervalSeconds: number;
}

const day = (at: Date) => `toDate('${at.toISOString().slice(0, 10)}')`;
const second = (at: Date) => `toDateTime(${Math.floor(at.getTime() / 1_000)})`;

/**
 * A query as the ClickHouse plugin sends it, every choice left at All.
 *
 * After `pkg/macros/macros.go` of grafana/clickhouse-datasource; `$__conditionalAll` and variables are filled in the browser.
 *
 * @throws {RangeError} for a macro or variable that is left
 */
export function expandMacros(sql: string, { from, until, intervalSeconds }: Screen): string {
  const between = (column: string, bound: (at: Date) => string) =>
    `${column} >= ${bound(from)} AND ${column} <= ${bound(until)}`;
  const expanded = sql
    .replace(/\$__conditionalAll\(.*?, \$\w+\)/g, '1=1')
    .replaceAll(`\${database:raw}`, 'usewatch')
    .replace(/\$__timeFilter\((\w+)\)/g, (_macro, column: string) => between(column, second))
    .replace(/\$__dateFilter\((\w+)\)/g, (_macro, column: string) => between(column, day))
    .replace(
      /\$__timeInterval\((\w+)\)/g,
      (_macro, column: string) => `toStartOfInterval(toDateTime(${column}), INTERVAL ${intervalSeconds} second)`,
    )
    .replaceAll('$__fromTime', second(from))
    .replaceAll('$__toTime', second(until));
  const left = /\$\S+/.exec(expanded);
  if (left !== null) throw new RangeError(`expandMacros requires macros it knows, got ${left[0]}`);
  return expanded;
}
