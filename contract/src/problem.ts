import { z } from '@hono/zod-openapi';

/** Lists every problem code with its HTTP status and a title for people. */
export const problemKinds = {
  'invalid-request': { status: 400, title: 'The request is invalid' },
  'wrong-code': { status: 400, title: 'The code is wrong or has expired' },
  'password-needed': { status: 400, title: 'Choose a password first' },
  unauthenticated: { status: 401, title: 'You are not logged in' },
  'wrong-credentials': { status: 401, title: 'Wrong name or password' },
  unconfirmed: { status: 403, title: 'The e-mail address is not confirmed' },
  suspended: { status: 403, title: 'This account is suspended' },
  forbidden: { status: 403, title: 'You don’t have permission to do that' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Conflict with the stored state' },
  taken: { status: 409, title: 'Already taken' },
  'precondition-failed': { status: 412, title: 'Changed in the meantime, or already exists' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-type': { status: 415, title: 'Unsupported type' },
  'quota-exceeded': { status: 422, title: 'Quota exceeded' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Vitrine is temporarily unavailable' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemKinds;

/** RFC 9457. */
const problemSchema = z
  .object({
    type: z.string().openapi({ example: '/api/docs#not-found' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('A sentence for the person who sent the request.'),
    code: z.enum(Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]]),
    requestId: z.string().describe('The id of the request in the log.'),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('The invalid fields, with the reason for each.'),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof problemSchema>;

const problemHeaders: Record<number, z.ZodObject> = {
  401: z.object({
    'WWW-Authenticate': z.string().openapi({
      description: 'How to authenticate (RFC 6750).',
      example: 'Bearer realm="Vitrine", error="invalid_token"',
    }),
  }),
  429: z.object({
    'Retry-After': z.string().openapi({ description: 'Seconds to wait before trying again.', example: '60' }),
  }),
};

/** The problem answers of a route, for its `responses`. */
export function problemAnswers(codes: readonly ProblemCode[]) {
  const byStatus = Map.groupBy(codes, (code) => problemKinds[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, sharing]) => [
      status,
      {
        description: sharing.map((code) => `\`${code}\`: ${problemKinds[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: problemSchema } },
        ...(problemHeaders[status] && { headers: problemHeaders[status] }),
      },
    ]),
  );
}
