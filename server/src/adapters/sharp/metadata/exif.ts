import type { GeoLocation } from '../../../domain/photo.ts';
import { openTiff, type TiffDirectory, type TiffReader } from '../decode/tiff-directory.ts';
import { nameCamera } from './camera-name.ts';
import {
  cleanLine,
  cleanParagraphs,
  createLocation,
  decodeText,
  type FoundMetadata,
  parseLocalTime,
} from './field-values.ts';

/** Tag numbers of Exif 2.32, 4.6, and of Windows. */
const tags = {
  description: 0x010e,
  make: 0x010f,
  model: 0x0110,
  timeChanged: 0x0132,
  windowsTitle: 0x9c9b,
  windowsComment: 0x9c9c,
  windowsKeywords: 0x9c9e,
  exif: 0x8769,
  gps: 0x8825,
  exposureTime: 0x829a,
  aperture: 0x829d,
  sensitivity: 0x8827,
  standardSensitivity: 0x8831,
  recommendedExposure: 0x8832,
  isoSpeed: 0x8833,
  timeOriginal: 0x9003,
  timeDigitized: 0x9004,
  offsetChanged: 0x9010,
  offsetOriginal: 0x9011,
  offsetDigitized: 0x9012,
  focalLength: 0x920a,
  lens: 0xa434,
} as const;

const gpsTags = {
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
  altitudeRef: 5,
  altitude: 6,
} as const;

/** Limits the text in bytes, before decoding. */
const maximumText = 60_000;

export function readExif(block: Buffer): FoundMetadata {
  const bytes = block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  const reader = openTiff(bytes);
  const image = reader?.readDirectory(reader.firstAt);
  if (!reader || !image) return {};
  const photo = openDirectory(reader, image, tags.exif);
  const text = (directory: TiffDirectory | undefined, tag: number) => readText(reader, directory, tag);
  const positive = (tag: number) => readPositive(reader, photo, tag);

  return {
    camera: nameCamera(text(image, tags.make), text(image, tags.model)),
    lens: cleanLine(text(photo, tags.lens), 100),
    focalLength: round(positive(tags.focalLength)),
    aperture: round(positive(tags.aperture)),
    exposureTime: formatExposure(positive(tags.exposureTime)),
    iso: readIso(reader, photo),
    ...readTimes({
      original: [text(photo, tags.timeOriginal), text(photo, tags.offsetOriginal)],
      digitized: [text(photo, tags.timeDigitized), text(photo, tags.offsetDigitized)],
      changed: [text(image, tags.timeChanged), text(photo, tags.offsetChanged)],
    }),
    place: readLocation(reader, openDirectory(reader, image, tags.gps)),
    title: cleanLine(readWide(reader, image, tags.windowsTitle), 200),
    description:
      cleanParagraphs(dropBoilerplate(text(image, tags.description)), 5000) ??
      cleanParagraphs(readWide(reader, image, tags.windowsComment), 5000),
    keywords: readWide(reader, image, tags.windowsKeywords)?.split(';'),
  } as FoundMetadata; // Absent fields are dropped when the sources are merged.
}

function openDirectory(reader: TiffReader, parent: TiffDirectory, tag: number): TiffDirectory | undefined {
  const [at] = reader.readNumbers(parent.fields.get(tag));
  return at === undefined ? undefined : reader.readDirectory(at);
}

function readText(reader: TiffReader, directory: TiffDirectory | undefined, tag: number): string {
  const bytes = reader.readBytes(directory?.fields.get(tag)).subarray(0, maximumText);
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end)).trim();
}

function readWide(reader: TiffReader, directory: TiffDirectory, tag: number): string | undefined {
  const bytes = reader.readBytes(directory.fields.get(tag)).subarray(0, maximumText);
  const [text] = bytes.toString('utf16le').split('\0');
  return text || undefined;
}

function readPositive(
  reader: TiffReader,
  directory: TiffDirectory | undefined,
  tag: number,
): number | undefined {
  const [value = 0] = reader.readRationals(directory?.fields.get(tag));
  return value > 0 && value < 1e6 ? value : undefined;
}

type WrittenTime = [time: string, offset: string];
type WrittenTimes = { original: WrittenTime; digitized: WrittenTime; changed: WrittenTime };

/**
 * Each time has its own offset, but many programs write only one of the three. If two times are equal to the second,
 * the same clock wrote them and they share the offset.
 */
function readTimes({ original, digitized, changed }: WrittenTimes): FoundMetadata {
  const written = [original, digitized, changed];
  const read = ([time, offset]: WrittenTime) => {
    const others = written.filter((other) => other[0] === time).map((other) => other[1]);
    return parseLocalTime(
      time,
      [offset, ...others].find((found) => /\d/.test(found)),
    );
  };
  return { takenAt: read(original), digitizedAt: read(digitized) } as FoundMetadata;
}

/** A 16-bit field holds at most 65535, which means that the value is in a larger field. */
function readIso(reader: TiffReader, photo: TiffDirectory | undefined): number | undefined {
  const numbers = (tag: number) => reader.readNumbers(photo?.fields.get(tag));
  const [iso] = numbers(tags.sensitivity).filter((value) => value > 0);
  if (iso !== 0xffff) return iso;
  const wide = [tags.recommendedExposure, tags.standardSensitivity, tags.isoSpeed].flatMap(numbers);
  return wide.find((value) => value > iso) ?? iso;
}

function readLocation(reader: TiffReader, gps: TiffDirectory | undefined): GeoLocation | undefined {
  if (!gps) return undefined;
  const readDegrees = (tag: number, refTag: number, positive: string, negative: string) => {
    const [degrees = Number.NaN, minutes = 0, seconds = 0] = reader.readRationals(gps.fields.get(tag));
    const sign = { [positive]: 1, [negative]: -1 }[readText(reader, gps, refTag).toUpperCase()];
    return (sign ?? Number.NaN) * (degrees + minutes / 60 + seconds / 3600);
  };
  const latitude = readDegrees(gpsTags.latitude, gpsTags.latitudeRef, 'N', 'S');
  const longitude = readDegrees(gpsTags.longitude, gpsTags.longitudeRef, 'E', 'W');
  const [altitude] = reader.readRationals(gps.fields.get(gpsTags.altitude));
  const [isBelowSea] = reader.readNumbers(gps.fields.get(gpsTags.altitudeRef));
  return createLocation(latitude, longitude, altitude && isBelowSea === 1 ? -altitude : altitude);
}

/** Drops the text that cameras write by default. */
function dropBoilerplate(text: string): string {
  return /^(SONY DSC|[\w ]*DIGITAL (STILL )?CAMERA|DCIM\\.*)$/i.test(text) ? '' : text;
}

/** Formats an exposure time as photographers write it: `1/120`, `2.5`. */
export function formatExposure(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  if (seconds < 0.4) return `1/${Math.round(1 / seconds)}`;
  return String(round(seconds));
}

export function round(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10) / 10;
}

const orientationTag = 0x0112;

/** Returns the orientation of an Exif block; 1 (upright) if it is missing or invalid. */
export function readOrientation(block: Buffer): number {
  const bytes = block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  const reader = openTiff(bytes);
  const directory = reader?.readDirectory(reader.firstAt);
  const [orientation = 1] = reader?.readNumbers(directory?.fields.get(orientationTag)) ?? [];
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/** Writes an Exif block that contains only the orientation. Returns `undefined` for an upright picture. */
export function writeOrientation(orientation: number): Buffer | undefined {
  if (orientation === 1) return undefined;
  const block = Buffer.alloc(26);
  block.write('II*\0', 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(1, 8);
  block.writeUInt16LE(orientationTag, 10);
  block.writeUInt16LE(3, 12); // a 16-bit number
  block.writeUInt32LE(1, 14);
  block.writeUInt16LE(orientation, 18);
  return block;
}
