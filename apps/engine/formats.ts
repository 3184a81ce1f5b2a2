const TEXT = '; charset=UTF-8';

/** Content type of each family of formats, by the start of the format's name; anything else is bytes. */
const CONTENT_TYPES: [RegExp, string][] = [
  [/^JSON(?:.*EachRow.*|Lines|ObjectEachRow)$/, `application/x-ndjson${TEXT}`],
  [/^(?:JSON|NDJSON)/, `application/json${TEXT}`],
  [/^CSV/, `text/csv${TEXT}`],
  [/^(?:TabSeparated|TSV|Raw)/, `text/tab-separated-values${TEXT}`],
  [/^XML/, `application/xml${TEXT}`],
  [/^(?:Pretty|Vertical|Values|Markdown|LineAsString|SQLInsert|CustomSeparated)/, `text/plain${TEXT}`],
];

/** HTTP content type of a ClickHouse output format. */
export function contentTypeOf(format: string): string {
  return CONTENT_TYPES.find(([name]) => name.test(format))?.[1] ?? 'application/octet-stream';
}
