import type { GeoLocation, PhotoMetadata } from '../../../domain/photo.ts';

/** Photography is not older. Devices whose clock was never set write 0000, 1601 and the like. */
const firstYear = 1826;
const maximumLength = 64;

/**
 * The forms of Exif (`2024:06:01 10:00:00`), of ISO 8601 as XMP profiles it (`2024-06-01T10:00+02:00`), and their
 * mixtures: programs write either into any block.
 */
const pattern = /^(\d{4})([:/.-])(\d\d)\2(\d\d)(?:[ T]+(\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d+)?(.*))?$/s;
/** Exif fills an unknown time of day with blanks and keeps the colons. */
const unknownTimeOfDay = /[T\s:]+$/;
const offsetPattern = /^([+-])(0\d|1[0-4]):?([0-5]\d)$/;

/**
 * Local time with the offset that belongs to it, `2024-06-01T10:00:00+02:00`. Returns the day alone, `2024-06-01`, if the
 * text has no time of day, and `undefined` if it is no date. `offset` counts where the text has none of its own.
 */
export function parseLocalTime(text: string | undefined, offset?: string): string | undefined {
  const match = pattern.exec(text?.slice(0, maximumLength).replace(unknownTimeOfDay, '').trim() ?? '');
  if (!match) return undefined;
  const [, year, , month, day, hour, minute, second = '00', rest = ''] = match;
  if (Number(year) < firstYear) return undefined;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return isReal(`${date}T00:00:00`) ? date : undefined;
  const time = `${date}T${hour}:${minute}:${second}`;
  return isReal(time) ? time + (readOffset(rest) ?? readOffset(offset) ?? '') : undefined;
}

/** The first of several, or one that adds a time of day to its day. */
export function pickTime(candidates: readonly (string | undefined)[]): string | undefined {
  const found = candidates.filter((time) => time !== undefined);
  const [first] = found;
  return first && (found.find((time) => time.startsWith(`${first}T`)) ?? first);
}

/** Days such as 31 February are carried over into the next month: a real time comes back as it went in. */
function isReal(time: string): boolean {
  const instant = Date.parse(`${time}Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 19) === time;
}

function readOffset(text = ''): string | undefined {
  if (text.trim() === 'Z') return '+00:00';
  const match = offsetPattern.exec(text.trim());
  return match ? `${match[1]}${match[2]}:${match[3]}` : undefined;
}

/** Controls, marks that transform the direction of text around, and characters that are none. */
const unwanted = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufeff]/gu;

/** One line of text from a stranger's file, or nothing. `maximum` is in characters. */
export function cleanLine(text: string | undefined, maximum: number): string | undefined {
  return cleanText(text?.slice(0, 4 * maximum).replace(/\s+/g, ' '), maximum);
}

/** The same with its line breaks. */
export function cleanParagraphs(text: string | undefined, maximum: number): string | undefined {
  const lines = text
    ?.slice(0, 4 * maximum)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => cleanText(line.replace(/\t/g, ' '), maximum) ?? '');
  return cut(lines?.join('\n').trim(), maximum);
}

/** The text of a field that does not say how it is coded: UTF-8 if it is valid, else Windows' Latin-1. */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function cleanText(text: string | undefined, maximum: number): string | undefined {
  return cut(text?.toWellFormed().replace(unwanted, '').trim(), maximum);
}

function cut(text: string | undefined, maximum: number): string | undefined {
  if (!text) return undefined;
  return text.length <= maximum ? text : [...text].slice(0, maximum).join('').trim();
}

/** What one block of a file says. */
export type FoundMetadata = PhotoMetadata & {
  /** When it became a file: of a scan, long after it was taken. */
  digitizedAt?: string;
};

/** A place only where it can be one: 0,0 is what devices write that do not know where they are. */
export function createLocation(
  latitude: number,
  longitude: number,
  altitude?: number,
): GeoLocation | undefined {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  if (latitude === 0 && longitude === 0) return undefined;
  const place = { latitude: round(latitude, 6), longitude: round(longitude, 6) };
  if (altitude === undefined || !(Math.abs(altitude) < 100_000)) return place;
  return { ...place, altitude: round(altitude, 1) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
