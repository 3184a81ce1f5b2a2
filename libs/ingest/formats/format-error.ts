/** A body cannot be read in its format at all: nothing of it is taken; the message says what is wrong, where, and what to do. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}
