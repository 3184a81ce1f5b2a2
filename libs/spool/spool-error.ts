/**
 * Why a batch was not taken: `full` when too much waits already, `disk` when the disk is full, `broken` when the disk
 * refuses for another reason, `closed` when the process is about to end.
 */
export type SpoolRefusal = 'full' | 'disk' | 'broken' | 'closed';

/** The spool could not keep what it was given; nothing of it is kept. The message says what to do. */
export class SpoolError extends Error {
  override readonly name = 'SpoolError';

  /** @param retryable whether the same call may succeed later without a restart */
  constructor(
    message: string,
    readonly reason: SpoolRefusal,
    readonly retryable: boolean,
    override readonly cause?: unknown,
  ) {
    super(message);
  }
}

/** A disk, a quota or a limit of file size that has no room left; removing segments makes some. */
const OUT_OF_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Wraps what a system call threw.
 *
 * @param doing  what failed, such as `cannot write`
 * @param place  path concerned
 */
export function diskError(doing: string, place: string, cause: unknown): SpoolError {
  if (cause instanceof SpoolError) return cause;
  const { code = 'no code', message } = cause as NodeJS.ErrnoException;
  return OUT_OF_ROOM.has(code)
    ? new SpoolError(`${doing} ${place}: the disk is full (${code}); free some room`, 'disk', true, cause)
    : new SpoolError(
        `${doing} ${place} (${code}: ${message}); check the disk and its permissions`,
        'broken',
        true,
        cause,
      );
}
