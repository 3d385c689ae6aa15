import { z } from '@hono/zod-openapi';
import { descriptionField, orNull, publicProfileSchema, timestamp, titleField } from './fields.ts';
import { page } from './route.ts';

export const visibilities = ['public', 'unlisted', 'private'] as const;
export const photoStatuses = ['uploading', 'processing', 'ready', 'rejected'] as const;
export const visibilityField = z
  .enum(visibilities)
  .describe(
    '`public`: listed for everybody. `unlisted`: visible to anyone with the link, and in albums that are not ' +
      'public. `private`: visible to the owner only.',
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

/** The texts that an owner writes about a photo, as requests hold them. */
export const photoTextFields = {
  title: titleField,
  description: descriptionField,
  altText: descriptionField.describe('Alternative text for people who cannot see the photo.'),
};

/* Responses repeat texts as they are stored. They are not checked again. */
const storedTexts = Object.fromEntries(
  Object.entries(photoTextFields).map(([name, { description }]) => [
    name,
    description === undefined ? z.string() : z.string().describe(description),
  ]),
) as Record<keyof typeof photoTextFields, z.ZodString>;

export const photoSchema = z
  .object({
    id: z.string(),
    owner: publicProfileSchema,
    ...storedTexts,
    tags: z.array(z.string()),
    visibility: visibilityField,
    status: z
      .enum(photoStatuses)
      .describe(
        '`uploading` until the bytes have arrived, `processing` until it is rendered, then `ready` or `rejected`.',
      ),
    statusReason: z.string().nullable().describe('Why it was rejected or takes long, as a sentence.'),
    width: z.number().int().nullable().describe('Pixels of the original, upright; null until it is `ready`.'),
    height: z
      .number()
      .int()
      .nullable()
      .describe('Pixels of the original, upright; null until it is `ready`.'),
    format: z
      .enum(['jpeg', 'png', 'gif', 'webp', 'avif', 'heic', 'tiff'])
      .nullable()
      .describe('The original’s format, detected from its bytes.'),
    animated: z.boolean(),
    bytes: z.number().int().describe('Size of the original.'),
    fileName: z
      .string()
      .nullable()
      .describe('The name of the uploaded file, for its owner; null for everybody else.'),
    thumbhash: z
      .string()
      .nullable()
      .describe('A placeholder of about 25 bytes in base64: https://evanw.github.io/thumbhash/'),
    color: z.string().nullable().openapi({
      description: 'The main colour; transparent parts count as white, or as dark behind a light drawing.',
      example: '#4a6b8c',
    }),
    renditions: z.array(renditionSchema),
    exif: orNull(exifSchema),
    place: orNull(placeSchema),
    showPlace: z.boolean().describe('True if others may see `place`. Files for others never contain it.'),
    allowDownload: z.boolean().describe('True if others may download it.'),
    takenAt: z
      .string()
      .nullable()
      .describe(
        'Local time as the camera wrote it, `2024-06-01T10:00:00`. The day alone, `2024-06-01`, if the file names no ' +
          'time of day. The offset from UTC follows only for the owner, and only if the file names it.',
      ),
    createdAt: timestamp,
    hiddenReason: z
      .string()
      .nullable()
      .describe('Why it is hidden, for its owner and admins; null otherwise.'),
    hidden: z.boolean().describe('True if an admin hid it. Only its owner and admins see this.'),
    trashedAt: timestamp.nullable().describe('When it was moved to the trash, for its owner.'),
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
