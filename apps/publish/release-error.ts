/** A release cannot be drafted; the message says why and what to do next, and never holds a count. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}
