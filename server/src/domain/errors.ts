import type { ProblemCode } from '@vitrine/contract/problem.ts';

export type FieldError = { path: string; message: string };

/** A failure that is part of the product: `detail` is a sentence for the person whose request it was. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[] | undefined;
  /** Seconds after which trying again makes sense. */
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
  new AppError('not-found', `There is no such ${what}, or it is not yours to see.`);

export const invalidField = (path: string, message: string) =>
  new AppError('invalid-request', message, { errors: [{ path, message }] });
