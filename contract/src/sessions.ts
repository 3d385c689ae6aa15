import { z } from '@hono/zod-openapi';
import { accountSchema, loginField, passwordField } from './accounts.ts';
import { orNull, timestamp } from './fields.ts';
import { defineRoute, idParams, json, jsonBody, noContent } from './route.ts';

export const logIn = defineRoute({
  method: 'post',
  path: '/session',
  access: 'anyone',
  isLimited: true,
  summary: 'Log in by user name or address; sets the session cookie',
  request: { body: jsonBody(z.object({ login: loginField, password: passwordField })) },
  responses: { 200: json(z.object({ account: accountSchema }), 'Logged in') },
  problems: ['wrong-credentials', 'unconfirmed', 'suspended'],
});

export const getSession = defineRoute({
  method: 'get',
  path: '/session',
  access: 'anyone',
  summary: 'Who am I; `account` is null for visitors',
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
    device: z.string().describe("From the browser's own description of itself, such as `Firefox on Linux`."),
    createdAt: timestamp,
    lastSeenAt: timestamp,
    expiresAt: timestamp,
    current: z.boolean().describe('Whether it is the one that asks.'),
  })
  .openapi('Session');

export const listSessions = defineRoute({
  method: 'get',
  path: '/me/sessions',
  access: 'session',
  summary: 'Where one is logged in',
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
