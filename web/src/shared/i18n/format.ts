import { useSyncExternalStore } from 'react';
import { messages } from './messages.ts';

const subscribeToNothing = () => () => undefined;

/**
 * Formats dates and numbers in the user's locale. During server rendering and hydration it uses `en` and UTC, because
 * both sides must produce the same text.
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

/**
 * Returns the first valid language. Browsers report `C` or `en-US@posix` if the system names none, which Intl
 * rejects.
 */
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

/** Formatters are expensive to create, and every tile of a grid needs them. */
function formatFor(locale: string, timeZone?: string): Format {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key) ?? createFormat(locale, timeZone);
  formats.set(key, known);
  return known;
}

/** The format for server rendering. */
export const serverFormat = () => formatFor('en', 'UTC');

/** Without a time zone, formats use the machine's own. */
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
  // The camera's clock, whatever the user's time zone.
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
    /** Without group separators, as on a camera's dial. */
    plainNumber: (value: number) => plainNumbers.format(value),
    degrees: (value: number) => degrees.format(value),
    compact: (value: number) => shortNumbers.format(value),
    day: (iso: string) => days.format(new Date(iso)),
    month: (iso: string) => months.format(new Date(iso)),
    /** A date alone gets no time. No line break before AM or PM. */
    cameraTime: (text: string) => {
      const isDay = /^\d{4}-\d\d-\d\d$/u.test(text);
      const date = new Date(isDay ? text : `${text.slice(0, 19)}Z`);
      if (Number.isNaN(date.getTime())) return text;
      return (isDay ? cameraDays : cameraTimes)
        .formatToParts(date)
        .map(({ value }, index, parts) => (parts[index + 1]?.type === 'dayPeriod' ? '\u00a0' : value))
        .join('');
    },
    /** The day on the camera's clock. */
    cameraDay: (text: string) => {
      const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
      return Number.isNaN(date.getTime()) ? text : cameraDays.format(date);
    },
    /** A location in degrees without minutes, to tell photos apart. */
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
