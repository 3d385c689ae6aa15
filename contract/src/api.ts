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
/** Binds short codes in e-mails to the browser that requested them. `__Host-` precedes it under https. */
export const browserCookie = 'vitrine_browser';

export const sessionCookie = 'vitrine_session';
/** Names the account that a request with the session cookie is for. */
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
  accounts: { module: accounts, description: 'Registration and your account' },
  sessions: { module: sessions, description: 'Log-in and sessions' },
  tokens: { module: tokens, description: 'Personal access tokens, for programs' },
  uploads: { module: uploads, description: 'Uploads: announce, send, complete' },
  photos: { module: photos, description: 'Photos: view, edit, download, trash' },
  likes: { module: likes, description: 'Likes' },
  profiles: { module: profiles, description: 'Public profiles' },
  albums: { module: albums, description: 'Albums and the order of photos in them' },
  administration: { module: administration, description: 'Moderation of members and photos' },
  events: { module: events, description: 'Live events' },
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
      'Lists take `limit` and `cursor` and return `{items, nextCursor}`, with a `Link` to the next page. Failures are ' +
      '`application/problem+json` (RFC 9457). Things that the caller may not see return 404. A method that a URL does ' +
      'not support returns 405 and lists the supported ones in `Allow`. Unknown fields are refused by name. ' +
      'Changes from a browser need Vitrine’s own `Origin`. Programs send `Authorization: Bearer` and a token; ' +
      '`/api/docs` explains how to get one, and how to upload.',
    contact: { name: 'The operator of this gallery', url: '/' },
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
