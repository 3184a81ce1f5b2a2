/** A ClickHouse string literal; backslash is an escape there, so doubling quotes alone would let a value become SQL. */
export function quote(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`;
}
