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
  summary: 'Suspend a member: block log-in and hide their photos',
  description:
    'The member receives the reason by e-mail and sees it at log-in. Repeating the request replaces the reason.',
  request: { params: usernameParams, body: jsonBody(z.object({ reason: suspensionReasonField })) },
  responses: { 204: noContent('Suspended') },
  problems: ['not-found', 'conflict'],
});

export const resumeMember = defineRoute({
  method: 'delete',
  path: '/admin/users/{username}/suspension',
  access: 'admin',
  summary: 'Lift a suspension',
  request: { params: usernameParams },
  responses: { 204: noContent('Lifted') },
  problems: ['not-found'],
});

export const hidePhoto = defineRoute({
  method: 'put',
  path: '/admin/photos/{id}/hidden',
  access: 'admin',
  summary: 'Hide a photo from everybody but its owner and admins',
  request: { params: idParams('photo') },
  responses: { 204: noContent('Hidden') },
  problems: ['not-found'],
});

export const unhidePhoto = defineRoute({
  method: 'delete',
  path: '/admin/photos/{id}/hidden',
  access: 'admin',
  summary: 'Show a hidden photo again, according to its visibility',
  request: { params: idParams('photo') },
  responses: { 204: noContent('Shown again') },
  problems: ['not-found'],
});
