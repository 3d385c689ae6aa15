import { z } from '@hono/zod-openapi';
import { descriptionField, orNull, publicProfileSchema, timestamp, titleField } from './fields.ts';
import { photoIdField } from './ids.ts';
import { maxAlbumsPerAccount, maxPhotosAskedFor, maxPhotosAtOnce, maxPhotosPerAlbum } from './limits.ts';
import { photoPage, photoSchema, visibilityField } from './photo.ts';
import {
  defineRoute,
  idempotencyHeaders,
  idParams,
  ifMatchHeaders,
  json,
  jsonBody,
  noContent,
  page,
  pageQuery,
} from './route.ts';

export const albumSchema = z
  .object({
    id: z.string().brand<'album'>(),
    owner: publicProfileSchema,
    title: z.string(),
    description: z.string(),
    visibility: visibilityField,
    cover: orNull(photoSchema).describe('The chosen cover, or the first photo that the viewer may see.'),
    photoCount: z
      .number()
      .int()
      .describe(
        'Photos that the viewer finds in it: all for the owner; for others the public ones, and in an album that is not ' +
          'public the unlisted ones as well.',
      ),
    withheld: z
      .object({
        unlisted: z.number().int(),
        private: z.number().int(),
      })
      .optional()
      .describe(
        'How many of its photos are more private than the album, so that others do not find them in it. For the owner, in ' +
          'answers about one album.',
      ),
    holds: z
      .number()
      .int()
      .optional()
      .describe('How many of the photos that `holding` asks for are in it, where it asks for any.'),
    createdAt: timestamp,
    updatedAt: timestamp,
    viewer: z.object({ canEdit: z.boolean() }),
  })
  .openapi('Album');

export const albumPage = page(albumSchema).openapi('AlbumPage');
const albumAnswer = json(albumSchema, 'The album');
const albumTitle = titleField
  .refine((title) => title !== '', 'An album needs a title')
  .openapi({ type: 'string', minLength: 1, maxLength: 500 });
const photoIds = z.array(photoIdField).min(1).max(maxPhotosAtOnce);
const photoIdsBody = jsonBody(z.object({ photoIds }));

export const listMyAlbums = defineRoute({
  method: 'get',
  path: '/me/albums',
  access: 'member',
  summary: 'List your albums, newest first',
  request: {
    query: pageQuery.extend({
      holding: z
        .string()
        .transform((ids) => ids.split(','))
        .pipe(z.array(z.uuid('Must be the id of a photo').brand<'photo'>()).max(maxPhotosAskedFor))
        .optional()
        .openapi({
          type: 'string',
          description: `Ids of up to ${maxPhotosAskedFor} photos, with commas between: each album tells how many of them it holds.`,
        }),
    }),
  },
  responses: { 200: json(albumPage, 'A page of albums') },
});

export const createAlbum = defineRoute({
  method: 'post',
  path: '/albums',
  access: 'member',
  isLimited: true,
  summary: 'Create an album',
  description: `An account has at most ${maxAlbumsPerAccount}.`,
  request: {
    headers: idempotencyHeaders,
    body: jsonBody(
      z.object({
        title: albumTitle,
        description: descriptionField.optional(),
        visibility: visibilityField
          .optional()
          .describe('Defaults to the account’s `uploadDefaults`, or else `private`.'),
        photoIds: z.array(photoIdField).max(maxPhotosAtOnce).optional(),
      }),
    ),
  },
  responses: { 201: json(albumSchema, 'Created') },
  problems: ['conflict', 'not-found', 'quota-exceeded'],
});

export const getAlbum = defineRoute({
  method: 'get',
  path: '/albums/{id}',
  access: 'anyone',
  isTagged: true,
  summary: 'Get an album',
  request: { params: idParams('album') },
  responses: { 200: albumAnswer },
  problems: ['not-found'],
});

export const changeAlbum = defineRoute({
  method: 'patch',
  path: '/albums/{id}',
  access: 'member',
  isTagged: true,
  summary: 'Change title, description, cover or visibility',
  request: {
    headers: ifMatchHeaders,
    params: idParams('album'),
    body: jsonBody(
      z
        .object({
          title: albumTitle,
          description: descriptionField,
          visibility: visibilityField,
          coverPhotoId: photoIdField.nullable().describe('One of your photos; null shows the first photo.'),
        })
        .partial(),
    ),
  },
  responses: { 200: albumAnswer },
  problems: ['not-found'],
});

export const deleteAlbum = defineRoute({
  method: 'delete',
  path: '/albums/{id}',
  access: 'member',
  isTagged: true,
  summary: 'Delete an album, and with `photos=delete` move its photos to the trash',
  request: {
    headers: ifMatchHeaders,
    params: idParams('album'),
    query: z.object({
      photos: z.enum(['keep', 'delete']).default('keep').describe('`delete` moves its photos to the trash'),
    }),
  },
  responses: { 204: noContent('Deleted') },
  problems: ['not-found'],
});

export const listAlbumPhotos = defineRoute({
  method: 'get',
  path: '/albums/{id}/photos',
  access: 'anyone',
  summary: 'List the photos of an album, in its order',
  request: { params: idParams('album'), query: pageQuery },
  responses: { 200: json(photoPage, 'A page of photos') },
  problems: ['not-found'],
});

export const addAlbumPhotos = defineRoute({
  method: 'post',
  path: '/albums/{id}/photos',
  access: 'member',
  summary: 'Add photos at the end; photos already in the album keep their position',
  request: { params: idParams('album'), body: photoIdsBody },
  responses: { 200: albumAnswer },
  problems: ['not-found', 'quota-exceeded'],
});

export const removeAlbumPhotos = defineRoute({
  method: 'delete',
  path: '/albums/{id}/photos',
  access: 'member',
  summary: 'Remove photos from an album',
  request: { params: idParams('album'), body: photoIdsBody },
  responses: { 200: albumAnswer },
  problems: ['not-found'],
});

export const takeAlbumPhotosOut = defineRoute({
  method: 'post',
  path: '/albums/{id}/photos/remove',
  access: 'member',
  summary: 'Remove photos from an album',
  description:
    'The same as `DELETE /albums/{id}/photos`, for clients and proxies that send no body with `DELETE`.',
  request: { params: idParams('album'), body: photoIdsBody },
  responses: { 200: albumAnswer },
  problems: ['not-found'],
});

export const orderAlbumPhotos = defineRoute({
  method: 'put',
  path: '/albums/{id}/order',
  access: 'member',
  isTagged: true,
  summary: 'Reorder photos; those not named follow',
  request: {
    headers: ifMatchHeaders,
    params: idParams('album'),
    body: jsonBody(z.object({ photoIds: z.array(photoIdField).min(1).max(maxPhotosPerAlbum) })),
  },
  responses: { 200: albumAnswer },
  problems: ['not-found'],
});
