import { z } from '@hono/zod-openapi';
import { accountSchema, loginField, passwordField } from './accounts.ts';
import { orNull, timestamp } from './fields.ts';
import { defineRoute, idParams, json, jsonBody, noContent } from './route.ts';

export const logIn = defineRoute({
  method: 'post',
  path: '/session',
  access: 'anyone',
  isLimited: true,
  summary: 'Log in with a user name or e-mail address; sets the session cookie',
  request: { body: jsonBody(z.object({ login: loginField, password: passwordField })) },
  responses: { 200: json(z.object({ account: accountSchema }), 'Logged in') },
  problems: ['wrong-credentials', 'unconfirmed', 'suspended'],
});

export const getSession = defineRoute({
  method: 'get',
  path: '/session',
  access: 'anyone',
  summary: 'Get the logged-in account; `account` is null for visitors',
  responses: { 200: json(z.object({ account: orNull(accountSchema) }), 'The account, or null') },
});

export const logOut = defineRoute({
  method: 'delete',
  path: '/session',
  access: 'anyone',
  summary: 'Log out',
  responses: { 204: noContent('Logged out') },
});

const sessionSchema = z
  .object({
    id: z.string(),
    device: z.string().describe("Derived from the browser's `User-Agent`, such as `Firefox on Linux`."),
    createdAt: timestamp,
    lastSeenAt: timestamp,
    expiresAt: timestamp,
    current: z.boolean().describe('True for the session of this request.'),
  })
  .openapi('Session');

export const listSessions = defineRoute({
  method: 'get',
  path: '/me/sessions',
  access: 'session',
  summary: 'List your sessions',
  responses: {
    200: json(
      z.object({ items: z.array(sessionSchema), nextCursor: z.null() }),
      'The sessions, the latest first',
    ),
  },
});

export const revokeSession = defineRoute({
  method: 'delete',
  path: '/me/sessions/{id}',
  access: 'session',
  summary: 'End a session',
  request: { params: idParams('session') },
  responses: { 204: noContent('Ended') },
  problems: ['not-found'],
});
