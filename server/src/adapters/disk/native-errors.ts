import { AppError } from '../../domain/errors.ts';

export const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');

/** ENOTDIR means that the key continues below another object. */
export const isAbsent = (error: unknown) => hasCode(error, 'ENOENT', 'ENOTDIR');

/** Runs the work and converts file system errors to application errors. */
export async function translateErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toAppError(error);
  }
}

export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (hasCode(error, 'EEXIST'))
    return new AppError('conflict', 'A file with this name exists already.', { cause: error });
  if (hasCode(error, 'ENOSPC', 'EDQUOT'))
    return new AppError('unavailable', 'There is no space left to store photos. Try again later.', {
      cause: error,
      retryAfter: 300,
    });
  return new AppError('unavailable', 'Photos cannot be stored or read right now. Try again.', {
    cause: error,
    retryAfter: 10,
  });
}
