import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

const TYPES = fileURLToPath(
  new URL('../../node_modules/@grafana/grafana-foundation-sdk/dist/dashboard/types.gen.d.ts', import.meta.url),
);
const TSCONFIG = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));

/** What the ClickHouse plugin stores of a query, in place of the official types' empty one. */
const TARGET = {
  type: 'object',
  additionalProperties: false,
  required: ['refId', 'datasource', 'editorType', 'queryType', 'format', 'rawSql'],
  properties: {
    refId: { type: 'string', pattern: '^[A-Z]$' },
    datasource: {
      type: 'object',
      additionalProperties: false,
      required: ['type', 'uid'],
      properties: { type: { const: 'grafana-clickhouse-datasource' }, uid: { type: 'string', minLength: 1 } },
    },
    editorType: { const: 'sql' },
    queryType: { enum: ['timeseries', 'table'] },
    format: { enum: [0, 1] },
    rawSql: { type: 'string', minLength: 1 },
  },
} as const;

/** Accepts a dashboard in which every key is one that Grafana's own types know; made of the types anew, nothing of theirs is kept. */
export function dashboardSchema(): ValidateFunction {
  const schema = createGenerator({
    path: TYPES,
    tsconfig: TSCONFIG,
    type: 'Dashboard',
    skipTypeCheck: true,
    additionalProperties: false,
  }).createSchema('Dashboard');
  const { definitions = {} } = schema;
  const queries = Object.keys(definitions).filter((name) => /Dataquery$/.test(name));
  if (queries.length !== 1) throw new TypeError(`dashboardSchema requires one type of queries, found ${queries}`);
  for (const name of queries) definitions[name] = TARGET as never;
  return new Ajv({ allErrors: true, strict: false }).compile(schema as object);
}
