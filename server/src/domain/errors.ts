import type { ProblemCode } from '@vitrine/contract/problem.ts';

export type FieldError = { path: string; message: string };

/** Expected failure. `detail` is a sentence for the person who made the request. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[] | undefined;
  /** Seconds until a retry may succeed. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    options: { cause?: unknown; errors?: FieldError[]; retryAfter?: number } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }
}

export const notFound = (what: string) =>
  new AppError('not-found', `There is no such ${what}, or you may not see it.`);

/** Failure of one field. Forms show the message beside it. */
const fieldFailure = (code: ProblemCode) => (path: string, message: string) =>
  new AppError(code, message, { errors: [{ path, message }] });

export const invalidField = fieldFailure('invalid-request');
export const takenField = fieldFailure('taken');
export const wrongPassword = () => fieldFailure('wrong-credentials')('password', 'The password is wrong');
export const takenEmail = () => takenField('email', 'Another account has this e-mail address');
