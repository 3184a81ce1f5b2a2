/** One JSON line on stderr, where the parent reads what the engine has to say. */
export function report(level: 'info' | 'error' | 'fatal', message: string, facts: object = {}): void {
  process.stderr.write(`${JSON.stringify({ level, part: 'engine', message, ...facts })}\n`);
}
