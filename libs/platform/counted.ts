/**
 * A number of things in words: `1 finding`, `1,200 findings`.
 *
 * @param many  where it is not `one` with an s
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
