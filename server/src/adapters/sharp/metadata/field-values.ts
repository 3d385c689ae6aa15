import type { GeoLocation, PhotoMetadata } from '../../../domain/photo.ts';

/** Values found in one metadata block. */
export type FoundMetadata = PhotoMetadata & {
  /** Time of digitization, which for a scan is long after the picture was taken. */
  digitizedAt?: string;
};

/** Control characters, bidirectional controls and noncharacters. */
const unsafeCharacters = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufeff]/gu;

/** Returns one cleaned line of untrusted text, or `undefined`. `maximum` counts characters. */
export function cleanLine(text: string | undefined, maximum: number): string | undefined {
  return cleanText(text?.slice(0, 4 * maximum).replace(/\s+/g, ' '), maximum);
}

/** Cleans untrusted text and keeps its line breaks. */
export function cleanParagraphs(text: string | undefined, maximum: number): string | undefined {
  const lines = text
    ?.slice(0, 4 * maximum)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => cleanText(line.replace(/\t/g, ' '), maximum) ?? '');
  return cut(lines?.join('\n').trim(), maximum);
}

/** Decodes a field without a declared encoding: UTF-8 if valid, otherwise Windows-1252. */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function cleanText(text: string | undefined, maximum: number): string | undefined {
  return cut(text?.toWellFormed().replace(unsafeCharacters, '').trim(), maximum);
}

function cut(text: string | undefined, maximum: number): string | undefined {
  if (!text) return undefined;
  return text.length <= maximum ? text : [...text].slice(0, maximum).join('').trim();
}

/** Photography began in 1826. Devices without a set clock write years such as 0000 and 1601. */
const firstYear = 1826;
const maximumLength = 64;

/**
 * Accepts the forms of Exif (`2024:06:01 10:00:00`) and of XMP's ISO 8601 profile (`2024-06-01T10:00+02:00`), and
 * mixtures: programs write either form in any block.
 */
const pattern = /^(\d{4})([:/.-])(\d\d)\2(\d\d)(?:[ T]+(\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d+)?(.*))?$/s;
/** Exif fills an unknown time of day with spaces and keeps the colons. */
const unknownTimeOfDay = /[T\s:]+$/;
const offsetPattern = /^([+-])(0\d|1[0-4]):?([0-5]\d)$/;

/**
 * Returns local time with its offset, `2024-06-01T10:00:00+02:00`; only the day, `2024-06-01`, if the text has no time
 * of day; `undefined` if it is no date. `offset` applies if the text has none.
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

/** Returns the first time. If it is only a day, prefers a candidate with a time on that day. */
export function pickTime(candidates: readonly (string | undefined)[]): string | undefined {
  const found = candidates.filter((time) => time !== undefined);
  const [first] = found;
  return first && (found.find((time) => time.startsWith(`${first}T`)) ?? first);
}

/** Compares after parsing, because `Date` moves days such as 31 February to the next month. */
function isReal(time: string): boolean {
  const instant = Date.parse(`${time}Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 19) === time;
}

function readOffset(text = ''): string | undefined {
  if (text.trim() === 'Z') return '+00:00';
  const match = offsetPattern.exec(text.trim());
  return match ? `${match[1]}${match[2]}:${match[3]}` : undefined;
}

/** Returns a location if the coordinates are valid. Devices without a fix write 0,0, which is dropped. */
export function createLocation(
  latitude: number,
  longitude: number,
  altitude?: number,
): GeoLocation | undefined {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  if (latitude === 0 && longitude === 0) return undefined;
  const location = { latitude: round(latitude, 6), longitude: round(longitude, 6) };
  if (altitude === undefined || !(Math.abs(altitude) < 100_000)) return location;
  return { ...location, altitude: round(altitude, 1) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
