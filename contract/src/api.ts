import * as accounts from './accounts.ts';
import * as administration from './administration.ts';
import * as albums from './albums.ts';
import * as events from './events.ts';
import * as likes from './likes.ts';
import * as photos from './photos.ts';
import * as profiles from './profiles.ts';
import type { Access } from './route.ts';
import * as sessions from './sessions.ts';
import * as tokens from './tokens.ts';
import * as uploads from './uploads.ts';
import * as version from './version.ts';

export const apiBase = '/api/v1';
/** Under https with `__Host-` in front. Binds the short codes of mails to the browser that asks for them. */
export const browserCookie = 'vitrine_browser';

export const sessionCookie = 'vitrine_session';
/** Names the account that a request with the session cookie is meant for. */
export const accountHeader = 'Vitrine-Account';

type Route = {
  operationId: string;
  tags: string[];
  method: string;
  path: string;
  'x-access': Access;
};
const isRoute = (value: unknown): value is Omit<Route, 'operationId' | 'tags'> =>
  typeof value === 'object' && value !== null && 'getRoutingPath' in value;

/** Each feature's routes, and what they are about. */
const features = {
  accounts: { module: accounts, description: 'Registering, and one’s own account' },
  sessions: { module: sessions, description: 'Being logged in, here and elsewhere' },
  tokens: { module: tokens, description: 'Personal access tokens, for programs' },
  uploads: { module: uploads, description: 'Bringing files in: announce, send, complete' },
  photos: { module: photos, description: 'Photos: looking, changing, downloading, the trash' },
  likes: { module: likes, description: 'Who likes what' },
  profiles: { module: profiles, description: 'People and what they show to all' },
  albums: { module: albums, description: 'Albums and the order of photos in them' },
  administration: { module: administration, description: 'What admins do to members and photos' },
  events: { module: events, description: 'What happens, told as it happens' },
  version: { module: version, description: 'The server itself' },
};

/** Every route that the contract's modules export, under the name that it is exported by. */
export const routes: readonly Route[] = Object.entries(features).flatMap(([feature, { module }]) =>
  Object.entries(module).flatMap(([operationId, route]) =>
    isRoute(route) ? [{ ...route, operationId, tags: [feature] }] : [],
  ),
);

export const openapiInfo = {
  openapi: '3.1.0' as const,
  info: {
    title: 'Vitrine',
    version: '1.1.0',
    description:
      'Lists take `limit` and `cursor` and answer `{items, nextCursor}`, with a `Link` to the next page. Failures are ' +
      '`application/problem+json` (RFC 9457). What may not be seen answers 404. An address that does not take a method ' +
      'answers 405 and lists those that it takes in `Allow`. Fields that a body must not have are refused by name. ' +
      'Changes from a browser need an `Origin` that is Vitrine’s own. Programs send `Authorization: Bearer` and a token; ' +
      '`/api/docs` explains how to get one, and how to upload.',
    contact: { name: 'Whoever runs this gallery', url: '/' },
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: apiBase }],
  tags: Object.entries(features).map(([name, { description }]) => ({ name, description })),
};

export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookie,
    description:
      '`__Host-` goes before it under https. A request that names an account by its id in `Vitrine-Account` is refused ' +
      'to the session of any other',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A personal access token with the scope `read` or `write`; or, in a gallery whose identities Amazon Cognito keeps, ' +
      'an ID or access token of its app client, which has both',
  },
} as const;
