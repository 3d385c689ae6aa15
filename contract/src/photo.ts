import { z } from '@hono/zod-openapi';
import { orNull, publicProfileSchema, timestamp } from './fields.ts';
import { page } from './route.ts';

export const visibilities = ['public', 'unlisted', 'private'] as const;
export const photoStatuses = ['uploading', 'processing', 'ready', 'rejected'] as const;
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
    owner: publicProfileSchema,
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
    createdAt: timestamp,
    hiddenReason: z
      .string()
      .nullable()
      .describe(
        'Why it is `hidden`, in words; null if it is not, and for everybody but its owner and admins.',
      ),
    hidden: z.boolean().describe('Whether an admin took it out of sight; for its owner and admins.'),
    trashedAt: timestamp.nullable().describe("When it went to the trash; the owner's only."),
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
