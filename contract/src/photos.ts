import { z } from '@hono/zod-openapi';
import { maxOwnTags, maxPhotosAtOnce, trashDays } from './limits.ts';
import { memberSchema } from './members.ts';
import { moment } from './moment.ts';
import { orNull } from './or-null.ts';
import { page, pageQuery } from './paging.ts';
import { defineRoute, idParams, ifMatchHeaders, json, jsonBody, noContent } from './route.ts';
import { descriptionField, tagField, tagsField, titleField } from './text.ts';

export const visibilities = ['public', 'unlisted', 'private'] as const;
const photoStatuses = ['uploading', 'processing', 'ready', 'rejected'] as const;
export const visibilityField = z
  .enum(visibilities)
  .describe(
    '`public`: in lists that everybody sees. `unlisted`: for anyone with the link, and in albums that are not public ' +
      'themselves. `private`: for the owner alone.',
  );

const renditionSchema = z
  .object({
    width: z.number().int(),
    height: z.number().int(),
    format: z.enum(['webp', 'jpeg']),
    bytes: z.number().int().optional().describe('Size of the file. Missing from older renditions.'),
    url: z
      .string()
      .describe(
        'Never changes its content. Of photos that are not public, it carries a signature that expires.',
      ),
  })
  .openapi('Rendition');

const placeSchema = z
  .object({
    latitude: z.number().describe('Degrees, north of the equator.'),
    longitude: z.number().describe('Degrees, east of Greenwich.'),
    altitude: z.number().optional().describe('Metres above the sea.'),
  })
  .openapi('Place');

const exifSchema = z
  .object({
    camera: z.string().optional(),
    lens: z.string().optional(),
    focalLength: z.number().optional().describe('Millimetres.'),
    aperture: z.number().optional().describe('The f-number.'),
    exposureTime: z.string().optional().openapi({ description: 'Seconds.', example: '1/120' }),
    iso: z.number().optional(),
  })
  .openapi('Exif');

export const photoSchema = z
  .object({
    id: z.string(),
    owner: memberSchema,
    title: z.string(),
    description: z.string(),
    altText: z.string().describe('What is to be seen, for those who do not see it.'),
    tags: z.array(z.string()),
    visibility: visibilityField,
    status: z
      .enum(photoStatuses)
      .describe(
        '`uploading` until its bytes are there, `processing` until it is drawn, then `ready` or `rejected`.',
      ),
    statusReason: z
      .string()
      .nullable()
      .describe('Why it was rejected, or is `processing` for long, in words.'),
    width: z.number().int().nullable().describe('Pixels of the original, upright; null until it is `ready`.'),
    height: z
      .number()
      .int()
      .nullable()
      .describe('Pixels of the original, upright; null until it is `ready`.'),
    format: z
      .enum(['jpeg', 'png', 'gif', 'webp', 'avif', 'heic', 'tiff'])
      .nullable()
      .describe('What the original is, by its bytes.'),
    animated: z.boolean(),
    bytes: z.number().int().describe('How long the original is.'),
    fileName: z
      .string()
      .nullable()
      .describe('The name of the uploaded file, for its owner; null for everybody else.'),
    thumbhash: z
      .string()
      .nullable()
      .describe(
        'A picture of some 25 bytes to show meanwhile, in base64: https://evanw.github.io/thumbhash/',
      ),
    color: z.string().nullable().openapi({
      description: 'The main colour; transparent parts count as white, or as dark behind a light drawing.',
      example: '#4a6b8c',
    }),
    renditions: z.array(renditionSchema),
    exif: orNull(exifSchema),
    place: orNull(placeSchema),
    showPlace: z.boolean().describe('Whether others see `place`. No file that they are sent holds it.'),
    allowDownload: z.boolean().describe('Whether others may download it.'),
    takenAt: z
      .string()
      .nullable()
      .describe(
        'Local time as the camera wrote it, `2024-06-01T10:00:00`. The day alone, `2024-06-01`, if the file names no ' +
          'time of day. The offset from UTC follows only for the owner, and only if the file names it.',
      ),
    createdAt: moment,
    hiddenReason: z
      .string()
      .nullable()
      .describe(
        'Why it is `hidden`, in words; null if it is not, and for everybody but its owner and admins.',
      ),
    hidden: z.boolean().describe('Whether an admin took it out of sight; for its owner and admins.'),
    trashedAt: moment.nullable().describe("When it went to the trash; the owner's only."),
    likeCount: z.number().int(),
    viewer: z.object({
      liked: z.boolean(),
      canEdit: z.boolean(),
      canDownload: z.boolean(),
      canHide: z.boolean(),
    }),
  })
  .openapi('Photo');

export const photoPage = page(photoSchema).openapi('PhotoPage');
const tagFilter = tagField.optional().describe('Only those with this tag, in any case');
const photoAnswer = json(photoSchema, 'The photo');

export const listPhotos = defineRoute({
  method: 'get',
  path: '/photos',
  access: 'anyone',
  summary: 'The newest public photos of all',
  request: { query: pageQuery.extend({ tag: tagFilter }) },
  responses: {
    200: json(photoPage, 'A page of photos; an `ETag` names it for visitors'),
    304: noContent('As it was: `If-None-Match` names this page'),
  },
});

export const getPhoto = defineRoute({
  method: 'get',
  path: '/photos/{id}',
  access: 'anyone',
  isTagged: true,
  summary: 'One photo',
  request: { params: idParams('photo') },
  responses: { 200: photoAnswer },
  problems: ['not-found'],
});

/** Fields of a photo that its owner edits. The server derives its own type from it. */
const photoChangeBody = z
  .object({
    title: titleField,
    description: descriptionField,
    altText: descriptionField,
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
  summary: 'Change what is said about a photo and who sees it',
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
  summary: 'Take a photo back from the trash',
  request: { params: idParams('photo') },
  responses: { 200: photoAnswer },
  problems: ['not-found'],
});

export const downloadPhoto = defineRoute({
  method: 'get',
  path: '/photos/{id}/download',
  access: 'anyone',
  summary: 'A pre-signed address of the original or of a size',
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
  summary: 'One’s own photos, the newest first',
  request: {
    query: pageQuery.extend({
      status: z.enum(photoStatuses).optional().describe('Only those in this state'),
      tag: tagFilter,
      visibility: visibilityField.optional().describe('Only those that are seen by these'),
    }),
  },
  responses: { 200: json(photoPage, 'A page of photos') },
});

export const listMyTags = defineRoute({
  method: 'get',
  path: '/me/tags',
  access: 'member',
  summary: `The tags of one’s own photos outside the trash, at most ${maxOwnTags}, in order`,
  responses: {
    200: json(z.object({ items: z.array(z.string()), nextCursor: z.null() }), 'The tags'),
  },
});

export const listTrash = defineRoute({
  method: 'get',
  path: '/me/trash',
  access: 'member',
  summary: 'The trash, the latest first',
  request: { query: pageQuery },
  responses: { 200: json(photoPage, 'A page of photos') },
});

export const emptyTrash = defineRoute({
  method: 'delete',
  path: '/me/trash',
  access: 'member',
  summary: 'Delete what is in the trash for good',
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
  summary: 'Do one thing to many photos; each has a result of its own',
  request: {
    body: jsonBody(
      z
        .object({
          photoIds: z.array(z.string().min(1).max(64)).min(1).max(maxPhotosAtOnce),
          action: z.enum(bulkActions),
          visibility: visibilityField.optional(),
          allowDownload: z
            .boolean()
            .optional()
            .describe('With `visibility`: whether others may download the originals.'),
          tags: tagsField.optional(),
          albumId: z.string().min(1).max(64).optional(),
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
            context.addIssue({ code: 'custom', path: [field], message: `${body.action} needs ${field}` });
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
            code: z.string().optional().describe('Why not: the code of a problem.'),
          }),
        ),
      }),
      'A result per photo, in the order given',
    ),
  },
  problems: ['not-found'],
});
