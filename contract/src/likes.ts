import { z } from '@hono/zod-openapi';
import { publicProfileSchema, timestamp } from './fields.ts';
import { photoPage } from './photo.ts';
import { defineRoute, idParams, json, page, pageQuery } from './route.ts';

const likeAnswer = json(
  z.object({ liked: z.boolean(), likeCount: z.number().int() }).openapi('LikeState'),
  'The state after it',
);

export const likePhoto = defineRoute({
  method: 'put',
  path: '/photos/{id}/like',
  access: 'member',
  isLimited: true,
  summary: 'Like a photo',
  request: { params: idParams('photo') },
  responses: { 200: likeAnswer },
  problems: ['not-found'],
});

export const unlikePhoto = defineRoute({
  method: 'delete',
  path: '/photos/{id}/like',
  access: 'member',
  summary: 'Remove a like',
  request: { params: idParams('photo') },
  responses: { 200: likeAnswer },
  problems: ['not-found'],
});

export const listLikes = defineRoute({
  method: 'get',
  path: '/photos/{id}/likes',
  access: 'anyone',
  summary: 'List the members who like a photo, latest first',
  request: { params: idParams('photo'), query: pageQuery },
  responses: {
    200: json(
      page(publicProfileSchema.extend({ likedAt: timestamp })).openapi('LikePage'),
      'A page of members',
    ),
  },
  problems: ['not-found'],
});

export const listMyLikes = defineRoute({
  method: 'get',
  path: '/me/likes',
  access: 'member',
  summary: 'List the photos you like, latest like first',
  request: { query: pageQuery },
  responses: { 200: json(photoPage, 'A page of photos') },
});
