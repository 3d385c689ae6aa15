import { type Problem, type ProblemCode, problemKinds } from '@vitrine/contract/problem.ts';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type * as z from 'zod';
import { AppError, type FieldError } from '../domain/errors.ts';
import type { AppEnv } from './environment.ts';

const codeByStatus = new Map<number, ProblemCode>([
  [400, 'invalid-request'],
  [404, 'not-found'],
  [405, 'method-not-allowed'],
  [413, 'too-large'],
  [415, 'unsupported-type'],
]);

/** Converts every failure into a response (RFC 9457). Unknown errors are logged in full and reported as `internal`. */
export function respondWithProblem(error: unknown, c: Context<AppEnv>): Response {
  const known = asAppError(error);
  const { status, title } = problemKinds[known.code];
  if (status >= 500) c.get('log')?.error({ err: error, requestId: c.get('requestId') }, 'request failed');
  // A 429 always has a `Retry-After`.
  const retryAfter = known.retryAfter ?? (status === 429 ? 60 : undefined);
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
      ...(retryAfter !== undefined && { 'Retry-After': String(Math.max(1, Math.ceil(retryAfter))) }),
      ...challenge(known, c),
    },
  });
}

/* RFC 6750 §3. A browser shows no dialog for this scheme. */
function challenge({ code, message }: AppError, c: Context<AppEnv>): Record<string, string> {
  const { status } = problemKinds[code];
  const hasToken = c.req.header('authorization') !== undefined;
  const isScope = status === 403 && c.get('missingScope') !== undefined;
  if (status !== 401 && !isScope) return {};
  const parts = ['realm="Vitrine"'];
  if (isScope) parts.push('error="insufficient_scope"', `scope="${c.get('missingScope')}"`);
  else if (hasToken) parts.push('error="invalid_token"', `error_description="${message}"`);
  return { 'WWW-Authenticate': `Bearer ${parts.join(', ')}` };
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status < 500)
    return new AppError(
      codeByStatus.get(error.status) ?? 'invalid-request',
      error.message || 'The request is malformed.',
    );
  return new AppError('internal', 'Something went wrong on our side. Try again later.', {
    cause: error,
  });
}

/* An unknown field name may be as long as the body. */
const longestName = 100;

/* Zod reports all unknown fields of an object in one issue. This splits it into one error per field. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const { path, message } = issue;
  const at = (more: readonly PropertyKey[]) => [...path, ...more].map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path: at([]), message }];
  return issue.keys.map((key) => ({ path: at([key.slice(0, longestName)]), message }));
}

/** Converts a validation failure into a problem that lists every invalid field. */
export function validationError(error: z.core.$ZodError): AppError {
  const errors: FieldError[] = error.issues.flatMap(fieldErrors).slice(0, 50);
  return new AppError(
    'invalid-request',
    errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '),
    {
      errors,
    },
  );
}
