import { z } from '@hono/zod-openapi';
import { albumPage } from './albums.ts';
import { publicProfileSchema, timestamp } from './fields.ts';
import { photoPage } from './photo.ts';
import { defineRoute, json, pageQuery } from './route.ts';

const usernameParams = z.object({
  username: z
    .string()
    .min(1)
    .max(64)
    .transform((name) => name.toLowerCase())
    .openapi({ type: 'string', description: 'In any case', example: 'ada' }),
});

const profileSchema = publicProfileSchema
  .extend({
    bio: z.string(),
    createdAt: timestamp,
    suspended: z.boolean().describe('Only admins find the profile of a suspended member.'),
    photoCount: z.number().int().describe('Public ones.'),
    albumCount: z.number().int(),
  })
  .openapi('Profile');

export const getProfile = defineRoute({
  method: 'get',
  path: '/users/{username}',
  access: 'anyone',
  summary: 'Get a public profile',
  request: { params: usernameParams },
  responses: { 200: json(profileSchema, 'The profile') },
  problems: ['not-found'],
});

export const listProfilePhotos = defineRoute({
  method: 'get',
  path: '/users/{username}/photos',
  access: 'anyone',
  summary: 'List a member’s public photos, newest first',
  request: { params: usernameParams, query: pageQuery },
  responses: { 200: json(photoPage, 'A page of photos') },
  problems: ['not-found'],
});

export const listProfileAlbums = defineRoute({
  method: 'get',
  path: '/users/{username}/albums',
  access: 'anyone',
  summary: 'List a member’s public albums, newest first',
  request: { params: usernameParams, query: pageQuery },
  responses: { 200: json(albumPage, 'A page of albums') },
  problems: ['not-found'],
});
