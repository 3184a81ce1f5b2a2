/** As ClickHouse reads a DateTime64 in UTC. */
export function warehouseInstant(at: Date): string {
  return at.toISOString().slice(0, 23).replace('T', ' ');
}

/** @param text  a DateTime64 of milliseconds in UTC, as ClickHouse prints it */
export function instantOfWarehouse(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}Z`);
}
