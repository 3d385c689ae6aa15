/** Photography is not older. Devices whose clock was never set write 0000, 1601 and the like. */
const firstYear = 1826;

const exifPattern = /^(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)/;
/** ISO 8601 as XMP profiles it: everything after the day may be missing. */
const isoPattern = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;
const offsetPattern = /^[+-](?:0\d|1[0-4]):[0-5]\d$/;

/** `2024:06:01 10:00:00` and a separate offset, as Exif holds them. */
export function parseExifTime(text: string, offset?: string): string | undefined {
  const match = exifPattern.exec(text.trim());
  return match ? formatLocalTime(match.slice(1, 7), offset?.trim()) : undefined;
}

export function parseIsoTime(text: string | undefined): string | undefined {
  const match = isoPattern.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', offset] = match;
  return formatLocalTime([year, month, day, hour, minute, second], offset === 'Z' ? '+00:00' : offset);
}

function formatLocalTime(parts: (string | undefined)[], offset: string | undefined): string | undefined {
  const [year, month, day, hour, minute, second] = parts;
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const instant = Date.parse(`${time}Z`);
  // Days such as 31 February are carried over into the next month: what comes back must be what went in.
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 19) !== time) return undefined;
  if (Number(year) < firstYear) return undefined;
  return offset && offsetPattern.test(offset) ? time + offset : time;
}
