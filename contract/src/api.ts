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

export const apiBase = '/api/v1';
export const sessionCookie = 'vitrine_session';

type Route = {
  method: string;
  path: string;
  getRoutingPath(): string;
  'x-access': Access;
};
const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'getRoutingPath' in value;

/** Every route that the contract's modules export. */
export const routes: readonly Route[] = [
  accounts,
  sessions,
  tokens,
  uploads,
  photos,
  likes,
  profiles,
  albums,
  administration,
  events,
].flatMap((feature) => Object.values(feature).filter(isRoute));

export const openapiInfo = {
  openapi: '3.1.0' as const,
  info: {
    title: 'Vitrine',
    version: '1.0.0',
    description:
      'Lists take `limit` and `cursor` and answer `{items, nextCursor}`. Failures are `application/problem+json` ' +
      '(RFC 9457). What may not be seen answers 404. Changes from a browser need an `Origin` that is Vitrine’s own.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: apiBase }],
};

export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookie,
    description: '`__Host-` goes before it under https',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A personal access token with the scope `read` or `write`; or, in a gallery whose identities Amazon Cognito keeps, ' +
      'an ID or access token of its app client, which has both',
  },
} as const;
