import { z } from '@hono/zod-openapi';
import { tagKey } from './forms.ts';
import { maxTagsPerPhoto, textLimits } from './limits.ts';

/* Controls except line break, bidirectional marks, overrides and isolates, invisible fillers, annotation marks,
   non-characters. Zero-width joiners stay: scripts and emoji need them. */
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\p{Noncharacter_Code_Point}/gu;
/* U+2800 is a Braille pattern without a dot: it looks like a space. */
const invisibleOnly = /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u;

/* No script needs more marks on a letter than the stream-safe format has (UAX #15 §13). To put very many into order takes
   time that grows with their square: a minute for what a request can hold. */
const piledMarks = /(\p{M}{30})\p{M}+/gu;

const codePoints = (text: string) => [...text].length;

/** One Unicode form (NFC), nothing that hides or reorders text. What looks empty is empty. */
export function cleanText(text: string, { multiline = false } = {}): string {
  const spaced = text.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(/[\t\v\f]/gu, ' ');
  const oneForm = (multiline ? spaced : spaced.replace(/\n+/gu, ' '))
    .replace(unwanted, '')
    .replace(piledMarks, '$1')
    .normalize('NFC')
    .trim();
  return invisibleOnly.test(oneForm) ? '' : oneForm;
}

function text(name: string, limit: number, multiline: boolean) {
  return z
    .string()
    .max(limit * 20, `${name} may have at most ${limit} characters`)
    .refine((value) => value.isWellFormed(), `${name} holds text that is not valid Unicode`)
    .transform((value) => cleanText(value, { multiline }))
    .refine((value) => codePoints(value) <= limit, `${name} may have at most ${limit} characters`)
    .openapi({ type: 'string', maxLength: limit });
}

export const titleField = text('The title', textLimits.title, false);
export const descriptionField = text('The description', textLimits.description, true);
export const displayNameField = text('The name', textLimits.displayName, false);
export const bioField = text('The text about you', textLimits.bio, true);

export const tagField = text('A tag', textLimits.tag, false)
  .transform((tag) => tag.replace(/ +/gu, ' '))
  .refine((tag) => tag !== '', 'A tag needs at least one visible character')
  .openapi({ type: 'string', minLength: 1, maxLength: textLimits.tag, example: 'sea' });

export const tagsField = z
  .array(tagField)
  .max(maxTagsPerPhoto, `A photo may have at most ${maxTagsPerPhoto} tags`)
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
  .max(20_000, `The file name may have at most ${textLimits.fileName} characters`)
  .refine((name) => name.isWellFormed(), 'The file name holds text that is not valid Unicode')
  .transform((name) => {
    const last = lastPart(cleanText(name)).replace(hiddenStream, '_');
    const visible = /^\.*$/u.test(last) || cleanText(last) === '' ? 'photo' : last;
    return windowsDeviceName.test(visible) ? `_${visible}` : visible;
  })
  .refine(
    (name) => codePoints(name) <= textLimits.fileName,
    `The file name may have at most ${textLimits.fileName} characters`,
  )
  .openapi({ type: 'string', maxLength: textLimits.fileName, example: 'IMG_0001.jpg' });
