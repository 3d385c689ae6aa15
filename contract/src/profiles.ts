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
    suspended: z.boolean().describe('For admins; nobody else finds the profile of such a member.'),
    photoCount: z.number().int().describe('Public ones.'),
    albumCount: z.number().int(),
  })
  .openapi('Profile');

export const getProfile = defineRoute({
  method: 'get',
  path: '/users/{username}',
  access: 'anyone',
  summary: 'A public profile',
  request: { params: usernameParams },
  responses: { 200: json(profileSchema, 'The profile') },
  problems: ['not-found'],
});

export const listProfilePhotos = defineRoute({
  method: 'get',
  path: '/users/{username}/photos',
  access: 'anyone',
  summary: 'Someone’s public photos, the newest first',
  request: { params: usernameParams, query: pageQuery },
  responses: { 200: json(photoPage, 'A page of photos') },
  problems: ['not-found'],
});

export const listProfileAlbums = defineRoute({
  method: 'get',
  path: '/users/{username}/albums',
  access: 'anyone',
  summary: 'Someone’s public albums, the newest first',
  request: { params: usernameParams, query: pageQuery },
  responses: { 200: json(albumPage, 'A page of albums') },
  problems: ['not-found'],
});
