import { useSyncExternalStore } from 'react';
import { messages } from './messages.ts';

const subscribeToNothing = () => () => undefined;

/**
 * Dates and numbers as the reader writes them. While the server draws, and until its HTML has been taken over, as in
 * `en` and UTC: both sides must write the same.
 */
export function useFormat() {
  const locale = useSyncExternalStore(
    subscribeToNothing,
    () => localeOf(navigator.languages),
    () => 'en',
  );
  const timeZone = useSyncExternalStore(
    subscribeToNothing,
    () => undefined,
    () => 'UTC',
  );
  return formatFor(locale, timeZone);
}

/** The first that names a language. Where the system names none, browsers say `C` or `en-US@posix`, which Intl refuses. */
export function localeOf(languages: readonly string[]): string {
  return languages.find(isLanguageTag) ?? 'en';
}

function isLanguageTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

export type Format = ReturnType<typeof createFormat>;

const formats = new Map<string, Format>();

/** Formatters are costly to make, and every tile of a grid needs them. */
function formatFor(locale: string, timeZone?: string): Format {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key) ?? createFormat(locale, timeZone);
  formats.set(key, known);
  return known;
}

/** The server's own format. */
export const serverFormat = () => formatFor('en', 'UTC');

/** Without a time zone, in that of the machine. */
export function createFormat(locale: string, timeZone?: string) {
  const numbers = new Intl.NumberFormat(locale);
  const shortNumbers = new Intl.NumberFormat(locale, { notation: 'compact' });
  const plainNumbers = new Intl.NumberFormat(locale, { useGrouping: false });
  const degrees = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'degree',
    unitDisplay: 'narrow',
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  });
  const roughDegrees = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'degree',
    unitDisplay: 'narrow',
    maximumFractionDigits: 2,
  });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const months = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone });
  // The camera's own clock, whatever zone the reader is in.
  const cameraTimes = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const cameraDays = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const sizes = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const).map((unit) => {
    const unitDisplay = unit === 'byte' ? 'long' : 'short';
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumSignificantDigits: 3 });
  });
  return {
    number: (value: number) => numbers.format(value),
    /** Without marks between thousands, as on a camera's dial. */
    plainNumber: (value: number) => plainNumbers.format(value),
    degrees: (value: number) => degrees.format(value),
    compact: (value: number) => shortNumbers.format(value),
    day: (iso: string) => days.format(new Date(iso)),
    month: (iso: string) => months.format(new Date(iso)),
    /** A day alone stays without a time of day. No line breaks before AM or PM. */
    cameraTime: (text: string) => {
      const isDay = /^\d{4}-\d\d-\d\d$/u.test(text);
      const date = new Date(isDay ? text : `${text.slice(0, 19)}Z`);
      if (Number.isNaN(date.getTime())) return text;
      return (isDay ? cameraDays : cameraTimes)
        .formatToParts(date)
        .map(({ value }, index, parts) => (parts[index + 1]?.type === 'dayPeriod' ? '\u00a0' : value))
        .join('');
    },
    /** The day of the camera's own clock. */
    cameraDay: (text: string) => {
      const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
      return Number.isNaN(date.getTime()) ? text : cameraDays.format(date);
    },
    /** A place without its seconds, to tell photos apart by. */
    coordinates: (latitude: number, longitude: number) => {
      const { north, south, east, west } = messages.photo.directions;
      return [
        (latitude < 0 ? south : north)(roughDegrees.format(Math.abs(latitude))),
        (longitude < 0 ? west : east)(roughDegrees.format(Math.abs(longitude))),
      ].join(' ');
    },
    bytes: (value: number) => {
      const step = value < 1e3 ? 0 : value < 1e6 ? 1 : value < 1e9 ? 2 : 3;
      return sizes[step]?.format(value / 1000 ** step) ?? '';
    },
  };
}
