import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import { type ProblemCode, problemAnswers } from './problem.ts';

/**
 * Who may call a route at all. `anyone`: also without logging in. `member`: a confirmed account, by session or by a
 * token with the scope that the method needs. `session`: a member in a browser; no token opens it. `admin`: a member
 * with that role. What a caller may see or change of an object is decided in the server's `domain/access.ts`.
 */
export type Access = 'anyone' | 'member' | 'session' | 'admin';

export const tokenScopes = ['read', 'write'] as const;
export type TokenScope = (typeof tokenScopes)[number];

const security = (access: Access, scope: TokenScope) => {
  const cookie = { session: [] as string[] };
  const bearer = { token: [scope] as string[] };
  if (access === 'anyone') return [{}, cookie, bearer];
  return access === 'session' ? [cookie] : [cookie, bearer];
};

type RouteInput = Pick<
  RouteConfig,
  'method' | 'path' | 'request' | 'responses' | 'summary' | 'description'
> & {
  access: Access;
  /** Failures beyond those that every route has. */
  problems?: readonly ProblemCode[];
};

/** A route of the API: what the server validates by, and what the OpenAPI document says. */
export function defineRoute<const R extends RouteInput>(input: R) {
  const { access, problems = [], ...route } = input;
  const isRead = route.method === 'get';
  // Nobody has to be logged in to send a token that is wrong, or from another site.
  const everywhere: ProblemCode[] = [
    ...(['invalid-request', 'unauthenticated', 'forbidden'] as const),
    ...(['too-many-requests', 'internal', 'unavailable'] as const),
  ];
  // A body is measured also where none is read.
  const ofBodies: ProblemCode[] = [
    ...(isRead ? [] : (['too-large'] as const)),
    ...(route.request?.body ? (['unsupported-type'] as const) : []),
  ];
  const described = createRoute({
    ...route,
    security: security(access, isRead ? 'read' : 'write'),
    'x-access': access,
    responses: {
      ...problemAnswers([...new Set([...everywhere, ...ofBodies, ...problems])]),
      ...route.responses,
    },
  } as RouteConfig);
  // The literal types of the input are what handlers and callers are checked against.
  return described as unknown as R & { 'x-access': Access; getRoutingPath(): RoutingPath<R['path']> };
}

/** `/photos/{id}` as the router writes it: `/photos/:id`. */
type RoutingPath<P extends string> = P extends `${infer Head}/{${infer Param}}${infer Tail}`
  ? `${Head}/:${Param}${RoutingPath<Tail>}`
  : P;

/** For changes that are not idempotent by themselves: the same key makes the same thing, once. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Chosen by the client; the same key again answers what the first request made'),
});

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
});
export const noContent = (description: string) => ({ description });
const idParam = (what: string) => z.string().min(1).max(64).describe(`The ${what}'s id`);
export const idParams = (what: string) => z.object({ id: idParam(what) });
