/* No imports: the domain, the adapters, the command line and browsers load this too. */

/* Controls except line break, bidirectional marks, overrides and isolates, invisible fillers, annotation marks,
   non-characters. Zero-width joiners stay: scripts and emoji need them. */
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\p{Noncharacter_Code_Point}/gu;
/* U+2800 is a Braille pattern without a dot: it looks like a space. */
const invisibleOnly = /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u;

/* Limits combining marks to those of the stream-safe format (UAX #15 §13); no script needs more. Normalization
   sorts them in quadratic time: a minute for the longest request. */
const piledMarks = /(\p{M}{30})\p{M}+/gu;

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

/** In lower case; `usernameRule` says it in words. */
export const usernameFormat = /^[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){2,29}$/u;
export const usernameRule =
  'Use 3 to 30 characters: a to z, 0 to 9, with single dots, hyphens or underscores between them';

/** Two tags are the same when they differ in case only. */
export const tagKey = (tag: string) => tag.normalize('NFC').toLowerCase();

const htmlEntities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for HTML, as content and in quoted attributes. */
export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/gu, (character) => htmlEntities[character] ?? character);
