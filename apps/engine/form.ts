import { Fault } from './fault.js';

const NAME = /^content-disposition:\s*form-data;\s*name="([A-Za-z0-9_.-]+)"\s*$/i;

/** Boundary of a `multipart/form-data` body, in which clients send parameters too long for an address. */
export function boundaryIn(contentType: string | undefined): string | undefined {
  return /^multipart\/form-data;\s*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
}

/**
 * Texts of a form by name.
 *
 * @param body  whole, as latin1
 * @throws {Fault} for anything but plain text fields; a file would be an external table, which this engine lacks
 */
export function formOf(body: string, boundary: string): Map<string, string> {
  const fields = new Map<string, string>();
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`);
  if (parts.length < 2 || parts[0] !== '' || !parts.at(-1)?.startsWith('--'))
    throw broken('is not closed by its boundary');
  for (const part of parts.slice(1, -1)) {
    const cut = part.indexOf('\r\n\r\n');
    const name = NAME.exec(part.slice(0, cut).trim())?.[1];
    if (cut < 0 || name === undefined) throw broken('holds a part that is no plain field');
    if (fields.has(name)) throw broken(`holds ${name} twice`);
    fields.set(name, Buffer.from(part.slice(cut + 4), 'latin1').toString('utf8'));
  }
  return fields;
}

function broken(how: string): Fault {
  return new Fault(36, 'BAD_ARGUMENTS', `the multipart body ${how}`);
}
