import { z } from '@hono/zod-openapi';
import { maxUploadBytes, uploadTypes } from './limits.ts';
import { photoSchema, visibilityField } from './photos.ts';
import { defineRoute, idempotencyHeaders, idParams, json, jsonBody, noContent } from './route.ts';
import { descriptionField, fileNameField, tagsField, titleField } from './text.ts';

const targetSchema = z
  .object({
    method: z.literal('PUT'),
    url: z.string(),
    /** To be sent exactly as they stand: the signature covers them. */
    headers: z.record(z.string(), z.string()),
    expiresAt: z.string(),
  })
  .openapi('UploadTarget');

export const beginUpload = defineRoute({
  method: 'post',
  path: '/uploads',
  access: 'member',
  summary: 'Announce a file and get the address to send its bytes to',
  description:
    'Idempotent by `sha256`: a file that the account holds already is answered with `duplicate`, one whose upload ' +
    'broke off gets a fresh target for the same photo.',
  request: {
    headers: idempotencyHeaders,
    body: jsonBody(
      z.object({
        fileName: fileNameField,
        contentType: z.enum(uploadTypes, `Vitrine takes ${uploadTypes.join(', ')}`),
        bytes: z
          .number()
          .int()
          .min(1, 'The file is empty')
          .max(maxUploadBytes, `A file may have at most ${maxUploadBytes / 1024 / 1024} MB`),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/u, 'sha256 is 64 lower-case hexadecimal digits')
          .optional(),
        title: titleField.optional(),
        description: descriptionField.optional(),
        tags: tagsField.optional(),
        visibility: visibilityField.optional(),
        albumId: z.string().min(1).max(64).optional(),
      }),
    ),
  },
  responses: {
    200: json(
      z.object({ photo: photoSchema, duplicate: z.literal(true) }),
      'The account has this file already',
    ),
    201: json(z.object({ photo: photoSchema, target: targetSchema }), 'Send the bytes to `target`'),
  },
  problems: ['not-found', 'quota-exceeded'],
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
