/** A hunt cannot be understood, or would cost more than one question may; the message is for whoever wrote it. */
export class HuntError extends Error {
  override readonly name = 'HuntError';

  /**
   * @param part     parameter concerned, such as `where` or `from`
   * @param message  what is wrong, naming field and limit
   * @param next     what to write instead
   */
  constructor(
    readonly part: string,
    message: string,
    readonly next: string,
  ) {
    super(`${part}: ${message}`);
  }
}
