import { z } from 'zod';

/** Every error the service answers with, whatever went wrong. */
export const ProblemBody = z
  .object({
    error: z.object({
      /** For programs. */
      code: z.string(),
      /** For people: what went wrong, and where. */
      message: z.string(),
      /** What to do about it. */
      next: z.string(),
    }),
  })
  .meta({ id: 'Problem' });
export type ProblemBody = z.infer<typeof ProblemBody>;

/** A request cannot be answered; who asked is told why and what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';

  /**
   * @param status   HTTP status, 400 to 599
   * @param code     snake_case, one per kind of trouble; programs rely on it
   * @param message  what went wrong, without anything secret
   * @param next     what to do about it
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly next: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  body(): ProblemBody {
    return { error: { code: this.code, message: this.message, next: this.next } };
  }
}
