/** A file of a release: its path with forward slashes, and its bytes. */
export interface ReleaseFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** @returns the file, its text in UTF-8 */
export function textFile(path: string, text: string): ReleaseFile {
  return { path, bytes: Buffer.from(text, 'utf8') };
}

/** @returns the file, its value as indented JSON with a line end */
export function jsonFile(path: string, value: object): ReleaseFile {
  return textFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
