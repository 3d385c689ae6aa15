import { z } from '@hono/zod-openapi';
import { descriptionField, fileNameField, orNull, tagsField, timestamp, titleField } from './fields.ts';
import { albumIdField } from './ids.ts';
import {
  fewestUploadParts,
  maxAnimatedPixels,
  maxFrames,
  maxHeldBytes,
  maxPictureSide,
  maxPixels,
  maxSmallUploadBytes,
  maxUploadBytes,
  partBytesOf,
  uploadPartBytes,
  uploadTypes,
} from './limits.ts';
import { photoSchema, visibilityField } from './photo.ts';
import { defineRoute, idempotencyHeaders, idParams, json, jsonBody, noContent } from './route.ts';

const targetSchema = z
  .object({
    method: z.literal('PUT'),
    url: z
      .string()
      .describe(
        'Absolute, or a path that begins with `/`: relative to the gallery, by whichever name it was reached.',
      ),
    headers: z
      .record(z.string(), z.string())
      .describe('To be sent exactly as they stand: the signature covers them.'),
    expiresAt: timestamp,
  })
  .openapi('UploadTarget');

const partSchema = z
  .object({
    bytes: z.number().int(),
    target: orNull(targetSchema).describe('Null where this part has arrived.'),
  })
  .openapi('UploadPart');

const sha256Field = z.string().regex(/^[0-9a-f]{64}$/u, 'sha256 must be 64 lower-case hexadecimal digits');
const inMegabytes = (bytes: number) => bytes / 1024 / 1024;
const inMegapixels = (pixels: number) => pixels / 1e6;
const mostParts = Math.ceil(maxUploadBytes / uploadPartBytes);
const partMegabytes = inMegabytes(uploadPartBytes);
const wholeMegabytes = (fewestUploadParts - 1) * partMegabytes;

const announcementSchema = z
  .object({
    fileName: fileNameField,
    contentType: z.enum(uploadTypes, `Must be one of ${uploadTypes.join(', ')}`),
    bytes: z
      .number()
      .int()
      .min(1, 'The file is empty')
      .max(maxUploadBytes, `A file can have at most ${inMegabytes(maxUploadBytes)} MB`),
    sha256: sha256Field.optional(),
    /** The checksum of every part, in order. With it, the response has a target for each missing part. */
    parts: z
      .array(z.strictObject({ sha256: sha256Field }))
      .min(
        fewestUploadParts,
        `Send files up to ${wholeMegabytes} MB whole, and larger ones in at least ${fewestUploadParts} parts`,
      )
      .max(mostParts)
      .optional(),
    title: titleField.optional(),
    description: descriptionField.optional(),
    tags: tagsField.optional(),
    visibility: visibilityField
      .optional()
      .describe('If left out, the account’s `uploadDefaults` apply; without these, the photo is `private`.'),
    allowDownload: z
      .boolean()
      .optional()
      .describe(
        'Whether others may download the original. If left out, the account’s `uploadDefaults` apply; without these, no.',
      ),
    albumId: albumIdField.optional(),
  })
  .refine(({ parts, bytes }) => !parts || parts.length === Math.ceil(bytes / partBytesOf(bytes)), {
    path: ['parts'],
    message: `Every part but the last must have ${partMegabytes} MB; send files up to ${wholeMegabytes} MB whole`,
  })
  .refine(({ parts, sha256 }) => !parts || sha256 !== undefined, {
    path: ['sha256'],
    message: 'A file sent in parts needs its sha256',
  });

export const beginUpload = defineRoute({
  method: 'post',
  path: '/uploads',
  access: 'member',
  isLimited: true,
  summary: 'Announce a file and get the address to send its bytes to',
  description:
    'Idempotent by `sha256`: a file that the account holds already is answered with `duplicate` and its photo stays as it ' +
    'is; out of the trash it comes with the `visibility` and `allowDownload` that are given, or else for no more people than ' +
    'it was for and the account’s `uploadDefaults` are. One whose upload broke off ' +
    'gets a fresh target for the same photo, which takes the `title`, `description`, `tags`, `visibility` and ' +
    '`allowDownload` that are given now. A file that is recognised only once it has arrived takes its photo out of the trash for no more people ' +
    'than both were for. An `Idempotency-Key` under which another file was announced is a `conflict`. ' +
    `A file above ${wholeMegabytes} MiB may be sent in parts of ` +
    `${partMegabytes} MiB, the last one shorter: ` +
    '`parts` holds the SHA-256 of each and is answered with an address for each that has not arrived. ' +
    '`target` takes the whole file in any case. ' +
    `A picture may have ${inMegapixels(maxPixels.jpeg)} megapixels as JPEG, ${inMegapixels(maxPixels.png)} as PNG, ` +
    `${inMegapixels(maxPixels.heic)} as HEIC and ${inMegapixels(maxPixels.tiff)} in any other format; fewer where a ` +
    `decoder has to hold more than ${maxHeldBytes / 1e6} MB of it, as with AVIF, progressive JPEG, interlaced PNG and ` +
    `HEIC without tiles. Neither side may be longer than ${maxPictureSide} pixels. An animation may have ${maxFrames} ` +
    `frames and ${inMegapixels(maxAnimatedPixels)} megapixels in all. A photo beyond that is \`rejected\`, and its ` +
    '`statusReason` names the limit.',
  request: {
    headers: idempotencyHeaders,
    body: jsonBody(announcementSchema),
  },
  responses: {
    200: json(
      z.object({ photo: photoSchema, duplicate: z.literal(true) }),
      'The account has this file already',
    ),
    201: json(
      z.object({ photo: photoSchema, target: targetSchema, parts: z.array(partSchema).optional() }),
      'Send the bytes to `target`, or each part to its own',
    ),
  },
  problems: ['not-found', 'conflict', 'quota-exceeded'],
});

/** The fields of a form, with what the file in it says of itself. */
export const formFields = z.strictObject({
  fileName: fileNameField,
  contentType: z.enum(uploadTypes, `Must be one of ${uploadTypes.join(', ')}`),
  bytes: z.number().int().min(1, 'The file is empty').max(maxSmallUploadBytes, 'The file is too large'),
  title: titleField.optional(),
  description: descriptionField.optional(),
  altText: descriptionField.optional(),
  tags: tagsField.optional(),
  visibility: visibilityField.optional(),
  albumId: albumIdField.optional(),
});

export const createPhoto = defineRoute({
  method: 'post',
  path: '/photos',
  access: 'member',
  summary: 'Upload a small file in one request',
  description:
    `Announces, sends and completes a file of at most ${inMegabytes(maxSmallUploadBytes)} MB at once, under the rules of \`POST /uploads\`. ` +
    'On AWS Lambda API Gateway lets requests of 6 MB through, in which a file is written as base64: there it takes files ' +
    'of about 4 MB. Example: `curl -H "Authorization: Bearer $TOKEN" -F file=@IMG_0001.jpg -F title=Shore -F tags=sea,dawn ' +
    'https://photos.example.org/api/v1/photos`',
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: formFields
            .omit({ fileName: true, contentType: true, bytes: true, tags: true })
            .extend({
              file: z
                .string()
                .openapi({ type: 'string', format: 'binary', description: 'One file, with its name' }),
              tags: z.string().optional().openapi({
                description: 'Separated by commas, or the field several times',
                example: 'sea,dawn',
              }),
            })
            .openapi({
              example: { file: 'IMG_0001.jpg', title: 'Shore', tags: 'sea,dawn', visibility: 'unlisted' },
            }),
        },
      },
    },
  },
  responses: {
    200: json(
      z.object({ photo: photoSchema, duplicate: z.literal(true) }),
      'The account has this file already',
    ),
    201: {
      ...json(z.object({ photo: photoSchema }), 'Stored, and being processed'),
      headers: z.object({ Location: z.string() }),
    },
  },
  problems: ['not-found', 'conflict', 'unsupported-type', 'quota-exceeded'],
});

export const completeUpload = defineRoute({
  method: 'post',
  path: '/uploads/{id}/complete',
  access: 'member',
  summary: 'Say that the bytes are there; the photo is processed next',
  request: { params: idParams('photo') },
  responses: { 202: json(z.object({ photo: photoSchema }), 'Being processed') },
  problems: ['not-found', 'conflict'],
});

export const giveUpUpload = defineRoute({
  method: 'delete',
  path: '/uploads/{id}',
  access: 'member',
  summary: 'Give an upload up, or dismiss one that was rejected',
  request: { params: idParams('photo') },
  responses: { 204: noContent('Gone') },
  problems: ['not-found', 'conflict'],
});
