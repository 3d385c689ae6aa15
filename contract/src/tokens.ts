import { z } from '@hono/zod-openapi';
import { passwordField } from './accounts.ts';
import { timestamp } from './fields.ts';
import { cleanText } from './formats.ts';
import { defineRoute, idParams, json, jsonBody, noContent, tokenScopes } from './route.ts';

const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(tokenScopes)),
    createdAt: timestamp,
    lastUsedAt: timestamp.nullable(),
    expiresAt: timestamp,
  })
  .openapi('Token');

export const listTokens = defineRoute({
  method: 'get',
  path: '/me/tokens',
  access: 'session',
  summary: 'List your personal access tokens',
  responses: { 200: json(z.object({ items: z.array(tokenSchema), nextCursor: z.null() }), 'The tokens') },
});

export const createToken = defineRoute({
  method: 'post',
  path: '/me/tokens',
  access: 'session',
  isLimited: true,
  summary: 'Create a personal access token; its secret is shown once',
  description: 'Requires the password. The owner receives an e-mail about it.',
  request: {
    body: jsonBody(
      z.object({
        password: passwordField,
        name: z
          .string()
          .max(100)
          .refine((name) => name.isWellFormed(), 'The name is not valid Unicode')
          .transform((name) => cleanText(name))
          .refine((name) => name !== '', 'Enter a name for the token'),
        scopes: z.array(z.enum(tokenScopes)).min(1, 'Choose at least one scope').max(tokenScopes.length),
        expiresInDays: z.number().int().min(1).max(365).default(90),
      }),
    ),
  },
  responses: { 201: json(z.object({ token: tokenSchema, secret: z.string() }), 'Created') },
  problems: ['wrong-credentials', 'quota-exceeded'],
});

export const revokeToken = defineRoute({
  method: 'delete',
  path: '/me/tokens/{id}',
  access: 'session',
  summary: 'Revoke a token',
  request: { params: idParams('token') },
  responses: { 204: noContent('Revoked') },
  problems: ['not-found'],
});
