/** What stands behind the question mark of an address: text, or several texts where a name is repeated. */
export type SearchText = Record<string, string | string[]>;

/** Reads the search part of an address. */
export function readSearch(text: string): SearchText {
  const search = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** Writes it; empty values are left out, and commas stay commas. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((each) =>
      typeof each === 'string' && each !== '' ? [[name, each]] : [],
    ),
  );
  const text = new URLSearchParams(pairs).toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}
