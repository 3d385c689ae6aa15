import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import './validation-messages.ts';
import { albumIdField, photoIdField, sessionIdField, tokenIdField } from './ids.ts';
import { pageLimits } from './limits.ts';
import { type ProblemCode, problemAnswers } from './problem.ts';

export const pageQuery = z.object({
  limit: z.coerce
    .number()
    .int('limit must be a whole number')
    .min(1, 'limit must be at least 1')
    .max(pageLimits.max, `limit must be at most ${pageLimits.max}`)
    .default(pageLimits.default)
    .openapi({
      type: 'integer',
      minimum: 1,
      maximum: pageLimits.max,
      default: pageLimits.default,
      description: 'The most items of a page',
    }),
  cursor: z.string().min(1).max(1000).optional().describe('`nextCursor` of the page before'),
});

export const page = <S extends z.ZodType>(item: S) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('The `cursor` of the next page; null on the last one.'),
  });

/**
 * The access that a route requires. `anyone`: also without logging in. `member`: a confirmed account, by session or by
 * a token with the scope of the method. `session`: a member in a browser; tokens are refused. `admin`: a member with
 * that role. `domain/access.ts` in the server decides what a caller may see or change.
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
  /** Limited per subnet or member. Each response reports the remaining requests. */
  isLimited?: true;
  /** Answers with an `ETag`; changes take it back as `If-Match`. */
  isTagged?: true;
};

/* The first sentence of each description. */
const accessWords: Record<Access, (scope: TokenScope) => string> = {
  anyone: (scope) => `For anyone. A token needs the scope \`${scope}\`.`,
  member: (scope) => `For members, by session or by a token with the scope \`${scope}\`.`,
  session: () => 'For members in a browser session. Tokens are refused.',
  admin: (scope) => `For admins, by session or by a token with the scope \`${scope}\`; others get 404.`,
};

const headerText = (description: string) => z.string().optional().openapi({ description });
const rateHeaders = {
  'RateLimit-Policy': z.string().openapi({
    description: 'The limits of this route: `q` requests in `w` seconds, by name.',
    example: '"network";q=300;w=900',
  }),
  RateLimit: z.string().openapi({
    description: 'The remaining requests (`r`), and the seconds until all are restored (`t`), by name.',
    example: '"network";r=299;t=900',
  }),
};
const linkHeader = {
  Link: headerText('The URL of the next page, with `rel="next"`; absent on the last one.'),
};
const tagHeader = {
  ETag: z.string().openapi({ description: 'Identifies this state; send it as `If-Match` with a change.' }),
};

/* The headers of a request that may carry `If-Match`. */
export const ifMatchHeaders = z.object({
  'if-match': z
    .string()
    .max(1000)
    .optional()
    .describe('The `ETag` of the state to change; 412 if it has changed since'),
});

type Response = RouteConfig['responses'][string];

/* Responses without content have no state to name. */
const hasContent = (responses: RouteConfig['responses']) =>
  Object.values(responses).some((response: Response) => 'content' in response);

/** The headers that all answers of the route's success have, beside its own. */
function withHeaders(responses: RouteConfig['responses'], headers: Record<string, z.ZodType>) {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]: [string, Response]) => {
      const own = 'headers' in response ? (response.headers as z.ZodObject | undefined)?.shape : undefined;
      const all = { ...own, ...headers };
      return [status, Object.keys(all).length > 0 ? { ...response, headers: z.object(all) } : response];
    }),
  );
}

/** Defines a route: the server validates by it, and the OpenAPI document describes it. */
export function defineRoute<const R extends RouteInput>(input: R) {
  const { access, problems = [], isLimited, isTagged, ...route } = input;
  const isRead = route.method === 'get';
  const scope = isRead ? 'read' : 'write';
  const isPaged = route.request?.query instanceof z.ZodObject && 'cursor' in route.request.query.shape;
  // A wrong token, or another site, is refused on every route.
  const everywhere: ProblemCode[] = [
    ...(['invalid-request', 'unauthenticated', 'forbidden'] as const),
    ...(['too-many-requests', 'internal', 'unavailable'] as const),
  ];
  // A body is measured also where none is read.
  const ofBodies: ProblemCode[] = [
    ...(isRead ? [] : (['too-large'] as const)),
    ...(route.request?.body ? (['unsupported-type'] as const) : []),
    ...(isTagged && !isRead ? (['precondition-failed'] as const) : []),
  ];
  const described = createRoute({
    ...route,
    description: [accessWords[access](scope), route.description].filter(Boolean).join(' '),
    security: security(access, scope),
    'x-access': access,
    responses: {
      ...problemAnswers([...new Set([...everywhere, ...ofBodies, ...problems])]),
      ...withHeaders(route.responses, {
        ...(isLimited && rateHeaders),
        ...(isTagged && hasContent(route.responses) && tagHeader),
        ...(isPaged && linkHeader),
      }),
      ...(isTagged && isRead && { 304: { description: 'Not modified: `If-None-Match` names this state' } }),
    },
  } as RouteConfig);
  // The literal types of the input are what handlers and callers are checked against.
  return described as unknown as R & { 'x-access': Access; getRoutingPath(): RoutingPath<R['path']> };
}

/** `/photos/{id}` as the router writes it: `/photos/:id`. */
type RoutingPath<P extends string> = P extends `${infer Head}/{${infer Param}}${infer Tail}`
  ? `${Head}/:${Param}${RoutingPath<Tail>}`
  : P;

/** The header for changes that are not idempotent: repeating a key creates nothing new. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Chosen by the client. Repeating the request with the same key returns the first result. Another request with the same key is a `conflict`.',
    ),
});

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
/** Describes a JSON body. Unknown fields are refused, so that no misspelt one goes unnoticed. */
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: {
    'application/json': {
      schema: schema instanceof z.ZodObject ? (schema.strict() as unknown as S) : schema,
    },
  },
});
export const noContent = (description: string) => ({ description });
const idFields = {
  photo: photoIdField,
  album: albumIdField,
  session: sessionIdField,
  token: tokenIdField,
};
/** The path parameter `{id}` of a route about one such thing. */
export const idParams = <Name extends keyof typeof idFields>(name: Name) =>
  z.object({ id: idFields[name].describe(`The ${name}'s id`) as (typeof idFields)[Name] });
