import { z } from '@hono/zod-openapi';
import { tagField, tagsField } from './fields.ts';
import { albumIdField, photoIdField } from './ids.ts';
import { maxOwnTags, maxPhotosAtOnce, trashDays } from './limits.ts';
import { photoPage, photoSchema, photoStatuses, photoTextFields, visibilityField } from './photo.ts';
import { defineRoute, idParams, ifMatchHeaders, json, jsonBody, noContent, pageQuery } from './route.ts';

const tagFilter = tagField.optional().describe('Only those with this tag, in any case');
const photoAnswer = json(photoSchema, 'The photo');

export const listPhotos = defineRoute({
  method: 'get',
  path: '/photos',
  access: 'anyone',
  summary: 'List public photos, newest first',
  request: { query: pageQuery.extend({ tag: tagFilter }) },
  responses: {
    200: json(photoPage, 'A page of photos; an `ETag` names it for visitors'),
    304: noContent('Not modified: `If-None-Match` names this page'),
  },
});

export const getPhoto = defineRoute({
  method: 'get',
  path: '/photos/{id}',
  access: 'anyone',
  isTagged: true,
  summary: 'Get a photo',
  request: { params: idParams('photo') },
  responses: { 200: photoAnswer },
  problems: ['not-found'],
});

/** Fields of a photo that its owner edits. The server derives its own type from it. */
export const photoChangeBody = z
  .object({
    ...photoTextFields,
    tags: tagsField,
    visibility: visibilityField,
    showPlace: z.boolean(),
    allowDownload: z.boolean(),
  })
  .partial();
export type PhotoChangeBody = z.infer<typeof photoChangeBody>;

export const changePhoto = defineRoute({
  method: 'patch',
  path: '/photos/{id}',
  access: 'member',
  isTagged: true,
  summary: 'Change a photo’s title, texts, tags or visibility',
  request: {
    headers: ifMatchHeaders,
    params: idParams('photo'),
    body: jsonBody(photoChangeBody),
  },
  responses: { 200: photoAnswer },
  problems: ['not-found'],
});

export const trashPhoto = defineRoute({
  method: 'delete',
  path: '/photos/{id}',
  access: 'member',
  isTagged: true,
  summary: `Move a photo to the trash, where it stays ${trashDays} days`,
  request: {
    headers: ifMatchHeaders,
    params: idParams('photo'),
  },
  responses: { 204: noContent('In the trash') },
  problems: ['not-found'],
});

export const restorePhoto = defineRoute({
  method: 'post',
  path: '/photos/{id}/restore',
  access: 'member',
  summary: 'Restore a photo from the trash',
  request: { params: idParams('photo') },
  responses: { 200: photoAnswer },
  problems: ['not-found'],
});

export const downloadPhoto = defineRoute({
  method: 'get',
  path: '/photos/{id}/download',
  access: 'anyone',
  summary: 'Redirect to a presigned URL of the original or a rendition',
  request: {
    params: idParams('photo'),
    query: z.object({
      size: z
        .union([z.literal('original'), z.coerce.number().int().min(1).max(100_000)])
        .default('original')
        .openapi({ description: '`original`, or the width of a rendition', type: 'string' }),
    }),
  },
  responses: {
    302: { description: 'To the bytes', headers: z.object({ Location: z.string() }) },
  },
  problems: ['not-found'],
});

export const listMyPhotos = defineRoute({
  method: 'get',
  path: '/me/photos',
  access: 'member',
  summary: 'List your photos, newest first',
  request: {
    query: pageQuery.extend({
      status: z.enum(photoStatuses).optional().describe('Only those in this state'),
      tag: tagFilter,
      visibility: visibilityField.optional().describe('Only those with this visibility'),
    }),
  },
  responses: { 200: json(photoPage, 'A page of photos') },
});

export const listMyTags = defineRoute({
  method: 'get',
  path: '/me/tags',
  access: 'member',
  summary: `List the tags of your photos outside the trash, sorted, at most ${maxOwnTags}`,
  responses: {
    200: json(z.object({ items: z.array(z.string()), nextCursor: z.null() }), 'The tags'),
  },
});

export const listTrash = defineRoute({
  method: 'get',
  path: '/me/trash',
  access: 'member',
  summary: 'List the trash, latest first',
  request: { query: pageQuery },
  responses: { 200: json(photoPage, 'A page of photos') },
});

export const emptyTrash = defineRoute({
  method: 'delete',
  path: '/me/trash',
  access: 'member',
  summary: 'Empty the trash: delete its photos for good',
  responses: { 204: noContent('Empty; the bytes follow within minutes') },
});

const bulkActions = [
  'delete',
  'restore',
  'deleteForever',
  'visibility',
  'addTags',
  'removeTags',
  'addToAlbum',
  'removeFromAlbum',
] as const;

export const changePhotosInBulk = defineRoute({
  method: 'post',
  path: '/photos/bulk',
  access: 'member',
  summary: 'Change many photos at once, with a result for each',
  request: {
    body: jsonBody(
      z
        .object({
          photoIds: z.array(photoIdField).min(1).max(maxPhotosAtOnce),
          action: z.enum(bulkActions),
          visibility: visibilityField.optional(),
          allowDownload: z
            .boolean()
            .optional()
            .describe('With `visibility`: true if others may download the originals.'),
          tags: tagsField.optional(),
          albumId: albumIdField.optional(),
        })
        .superRefine((body, context) => {
          const needed = {
            visibility: 'visibility',
            addTags: 'tags',
            removeTags: 'tags',
            addToAlbum: 'albumId',
            removeFromAlbum: 'albumId',
          } as const;
          const field = body.action in needed ? needed[body.action as keyof typeof needed] : undefined;
          if (field && body[field] === undefined)
            context.addIssue({ code: 'custom', path: [field], message: `${body.action} requires ${field}` });
        }),
    ),
  },
  responses: {
    200: json(
      z.object({
        results: z.array(
          z.object({
            photoId: z.string(),
            ok: z.boolean(),
            code: z.string().optional().describe('The problem code of a failure.'),
          }),
        ),
      }),
      'A result per photo, in the order given',
    ),
  },
  problems: ['not-found'],
});
