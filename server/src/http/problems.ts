import { type Problem, type ProblemCode, problemKinds } from '@vitrine/contract/problem.ts';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type * as z from 'zod';
import { AppError, type FieldError } from '../domain/errors.ts';
import type { Environment } from './environment.ts';

const codeByStatus = new Map<number, ProblemCode>([
  [400, 'invalid-request'],
  [404, 'not-found'],
  [405, 'method-not-allowed'],
  [413, 'too-large'],
  [415, 'unsupported-type'],
]);

/** The one place where a failure becomes an answer (RFC 9457). What is unknown is logged in full and told as `internal`. */
export function answerProblem(error: unknown, c: Context<Environment>): Response {
  const known = asAppError(error);
  const { status, title } = problemKinds[known.code];
  if (status >= 500) c.get('log')?.error({ err: error, requestId: c.get('requestId') }, 'request failed');
  const problem: Problem = {
    type: `/api/docs#${known.code}`,
    title,
    status,
    detail: known.message,
    code: known.code,
    requestId: c.get('requestId') ?? '',
    ...(known.errors && { errors: [...known.errors] }),
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(known.retryAfter !== undefined && { 'Retry-After': String(Math.ceil(known.retryAfter)) }),
    },
  });
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status < 500)
    return new AppError(
      codeByStatus.get(error.status) ?? 'invalid-request',
      error.message || 'The request is malformed.',
    );
  return new AppError('internal', 'Something went wrong on our side. Trying again may help.', {
    cause: error,
  });
}

/** Which fields are wrong, and why. */
export function invalidFields(error: z.core.$ZodError): AppError {
  const errors: FieldError[] = error.issues.slice(0, 50).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  return new AppError(
    'invalid-request',
    errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '),
    {
      errors,
    },
  );
}
