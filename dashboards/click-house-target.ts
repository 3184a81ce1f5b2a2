import { questionText } from './question-text.js';

/** Name of the official ClickHouse data source plugin. */
export const CLICKHOUSE = 'grafana-clickhouse-datasource';

/** The data source that a dashboard's viewers have chosen. */
export const CHOSEN_SOURCE = { type: CLICKHOUSE, uid: `\${datasource}` } as const;

/** Where tables lie, as viewers of a dashboard have set it; the installation's name of its main database. */
const CHOSEN_DATABASE = `\${database:raw}`;

/** A query in the form that the ClickHouse plugin stores in a panel. */
export interface ClickHouseTarget {
  refId: string;
  datasource: { type: 'grafana-clickhouse-datasource'; uid: string };
  editorType: 'sql';
  queryType: 'timeseries' | 'table';
  /** 0 a time series, 1 a table. */
  format: 0 | 1;
  rawSql: string;
}

/** The query of a panel, choice or mark. */
export function clickHouseTarget(
  { sql, marks = {} }: { readonly sql: URL; readonly marks?: Readonly<Record<string, string>> },
  queryType: ClickHouseTarget['queryType'],
): ClickHouseTarget {
  return {
    refId: 'A',
    datasource: CHOSEN_SOURCE,
    editorType: 'sql',
    queryType,
    format: queryType === 'timeseries' ? 0 : 1,
    rawSql: questionText(sql, { ...marks, database: CHOSEN_DATABASE }),
  };
}
