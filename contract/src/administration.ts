import { z } from '@hono/zod-openapi';
import { suspensionReasonField } from './fields.ts';
import { defineRoute, idParams, jsonBody, noContent } from './route.ts';

const usernameParams = z.object({
  username: z
    .string()
    .max(64)
    .regex(/^[^@]+$/u, 'Must be a user name, not an e-mail address')
    .describe('A user name, in any case.'),
});

export const suspendMember = defineRoute({
  method: 'put',
  path: '/admin/users/{username}/suspension',
  access: 'admin',
  summary: 'Block a member from logging in and hide what they shared',
  description: 'The member is mailed the reason, and shown it at log-in. Again, it replaces the reason.',
  request: { params: usernameParams, body: jsonBody(z.object({ reason: suspensionReasonField })) },
  responses: { 204: noContent('Suspended') },
  problems: ['not-found', 'conflict'],
});

export const resumeMember = defineRoute({
  method: 'delete',
  path: '/admin/users/{username}/suspension',
  access: 'admin',
  summary: 'Let a suspended member in again',
  request: { params: usernameParams },
  responses: { 204: noContent('Let in again') },
  problems: ['not-found'],
});

export const hidePhoto = defineRoute({
  method: 'put',
  path: '/admin/photos/{id}/hidden',
  access: 'admin',
  summary: 'Take a photo out of sight of everybody but its owner and admins',
  request: { params: idParams('photo') },
  responses: { 204: noContent('Hidden') },
  problems: ['not-found'],
});

export const unhidePhoto = defineRoute({
  method: 'delete',
  path: '/admin/photos/{id}/hidden',
  access: 'admin',
  summary: 'Show a hidden photo again, to whom its visibility says',
  request: { params: idParams('photo') },
  responses: { 204: noContent('Shown again') },
  problems: ['not-found'],
});
