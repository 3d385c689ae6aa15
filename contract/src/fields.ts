import { z } from '@hono/zod-openapi';
import { cleanText, tagKey } from './formats.ts';
import { maxTagsPerPhoto, textLimits } from './limits.ts';

/** The public view of an account, shown beside its photos and albums. */
export const publicProfileSchema = z
  .object({ username: z.string(), displayName: z.string(), avatarUrl: z.string().nullable() })
  .openapi('Member');

/**
 * Allows a named schema or null. `.nullable()` would write an intersection with the schema into the document, which
 * null never satisfies.
 */
export const orNull = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()]);

/** A point in time in UTC (RFC 3339). */
export const timestamp = z.string().openapi({ format: 'date-time', example: '2026-05-04T10:20:30.000Z' });

const codePoints = (text: string) => [...text].length;

function text(name: string, limit: number, multiline: boolean) {
  return z
    .string()
    .max(limit * 20, `${name} can have at most ${limit} characters`)
    .refine((value) => value.isWellFormed(), `${name} is not valid Unicode`)
    .transform((value) => cleanText(value, { multiline }))
    .refine((value) => codePoints(value) <= limit, `${name} can have at most ${limit} characters`)
    .openapi({ type: 'string', maxLength: limit });
}

export const titleField = text('The title', textLimits.title, false);
export const descriptionField = text('The description', textLimits.description, true);
export const displayNameField = text('The name', textLimits.displayName, false);
export const suspensionReasonField = text('The reason', textLimits.suspensionReason, true).refine(
  (reason) => reason !== '',
  'Enter a reason. The member receives it',
);
export const bioField = text('The text about you', textLimits.bio, true);

export const tagField = text('A tag', textLimits.tag, false)
  .transform((tag) => tag.replace(/ +/gu, ' '))
  .refine((tag) => tag !== '', 'A tag needs at least one visible character')
  .openapi({ type: 'string', minLength: 1, maxLength: textLimits.tag, example: 'sea' });

export const tagsField = z
  .array(tagField)
  .max(maxTagsPerPhoto, `A photo can have at most ${maxTagsPerPhoto} tags`)
  .transform((tags) => [...new Map(tags.map((tag) => [tagKey(tag), tag])).values()]);

const windowsDeviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;
/* `x.jpg:stream` is a hidden part of `x.jpg` to Windows. */
const hiddenStream = /(?<=\.[a-z]\w{1,4}):/giu;

/* Text that merely holds a slash is no path: markup, escapes, an address of the web. */
const climbs = /^(?:\.{1,2}[/\\]|\/|\\\\|[a-z]:[/\\])/iu;
const isProse = /[<>"|*?&;%]|:\/\/|\\u[\da-f]{4}/iu;
const isPath = (name: string) => climbs.test(name) || (/[/\\]/u.test(name) && !isProse.test(name));

const lastPart = (name: string) =>
  isPath(name) ? (name.split(/[/\\]/u).filter(Boolean).at(-1)?.trim() ?? '') : name;

/** The last part of whatever path a client sends, as a name to show: never a place in a file system. */
export const fileNameField = z
  .string()
  .max(20_000, `The file name can have at most ${textLimits.fileName} characters`)
  .refine((name) => name.isWellFormed(), 'The file name is not valid Unicode')
  .transform((name) => {
    const last = lastPart(cleanText(name)).replace(hiddenStream, '_');
    const visible = /^\.*$/u.test(last) || cleanText(last) === '' ? 'photo' : last;
    return windowsDeviceName.test(visible) ? `_${visible}` : visible;
  })
  .refine(
    (name) => codePoints(name) <= textLimits.fileName,
    `The file name can have at most ${textLimits.fileName} characters`,
  )
  .openapi({ type: 'string', maxLength: textLimits.fileName, example: 'IMG_0001.jpg' });
