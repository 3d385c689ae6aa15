import { XMLParser } from 'fast-xml-parser';
import type { GeoLocation } from '../../../domain/photo.ts';
import { nameCamera } from './camera-name.ts';
import { formatExposure, round } from './exif.ts';
import {
  cleanLine,
  cleanParagraphs,
  createLocation,
  type FoundMetadata,
  parseLocalTime,
  pickTime,
} from './field-values.ts';

const maximumBytes = 1_000_000;

/** Reads XMP (ISO 16684-1). Expects the customary namespace prefixes, which all writers use. */
export function readXmp(packet: Buffer): FoundMetadata {
  const properties = parseProperties(packet);
  const first = (...names: string[]) => names.map((name) => properties.get(name)?.[0]).find(Boolean);
  const time = (offset: string | undefined, ...names: string[]) =>
    pickTime(names.map((name) => parseLocalTime(dropFiller(name, first(name)), offset)));
  const positive = (...names: string[]) => names.map((name) => parsePositive(first(name))).find(Boolean);
  return {
    camera: nameCamera(first('tiff:Make'), first('tiff:Model')),
    lens: cleanLine(first('exifEX:LensModel', 'aux:Lens'), 100),
    focalLength: round(positive('exif:FocalLength')),
    aperture: round(positive('exif:FNumber')),
    exposureTime: formatExposure(positive('exif:ExposureTime')),
    iso: round(positive('exifEX:PhotographicSensitivity', 'exif:ISOSpeedRatings')),
    takenAt: time(first(...offsetNames('Original')), 'exif:DateTimeOriginal', 'photoshop:DateCreated'),
    // `xap` was the prefix before 2004.
    digitizedAt: time(
      first(...offsetNames('Digitized')),
      'exif:DateTimeDigitized',
      'xmp:CreateDate',
      'xap:CreateDate',
    ),
    place: readLocation(first('exif:GPSLatitude'), first('exif:GPSLongitude')),
    title: cleanLine(first('dc:title', 'photoshop:Headline'), 200),
    description: cleanParagraphs(first('dc:description'), 5000),
    keywords: properties.get('dc:subject'),
  } as FoundMetadata; // Absent fields are dropped when the sources are merged.
}

/** Drops midnight from IPTC's date: a person enters the day and programs add the time. */
const dropFiller = (name: string, text: string | undefined) =>
  name === 'photoshop:DateCreated' ? text?.replace(/[T ]00:00(:00(\.0+)?)?(Z|[+-]\d\d:?\d\d)?$/, '') : text;

/** XMP includes the offset in the time, but programs that copy Exif field by field write it separately. */
const offsetNames = (kind: 'Original' | 'Digitized') => [
  `exifEX:OffsetTime${kind}`,
  `exif:OffsetTime${kind}`,
];

/** Parses `28/10`, `2.8` or `400` within the plausible range of a camera. */
function parsePositive(text: string | undefined): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,12})?)(?:\/(\d{1,12}))?$/.exec(text?.trim() ?? '');
  const value = Number(match?.[1]) / Number(match?.[2] ?? 1);
  return value > 0 && value < 1e6 ? value : undefined;
}

/** Lists all simple properties and lists of the packet by name. */
function parseProperties(packet: Buffer): Map<string, string[]> {
  const properties = new Map<string, string[]>();
  const text = packet.toString('utf8');
  // XMP needs no DOCTYPE, which would allow entity expansion attacks.
  if (packet.length > maximumBytes || text.includes('<!')) return properties;
  for (const description of findDescriptions(parseXml(text))) {
    for (const [key, value] of Object.entries(description)) {
      const name = key.replace(/^@/, '');
      if (!properties.has(name)) properties.set(name, listValues(value));
    }
  }
  return properties;
}

function parseXml(text: string): unknown {
  try {
    const options = {
      attributeNamePrefix: '@',
      ignoreAttributes: false,
      parseTagValue: false,
      maxNestedTags: 50,
    };
    return new XMLParser({ ...options, processEntities: false }).parse(text);
  } catch {
    return undefined;
  }
}

function findDescriptions(document: unknown): Record<string, unknown>[] {
  const roots = isNode(document) ? [document['x:xmpmeta'], document['x:xapmeta'], document] : [];
  const graphs = roots.filter(isNode).map((root) => root['rdf:RDF']);
  return graphs.filter(isNode).flatMap((graph) => [graph['rdf:Description']].flat().filter(isNode));
}

/** Returns a text, the items of an `rdf:Seq` or `rdf:Bag`, or those of an `rdf:Alt` with the default language first. */
function listValues(value: unknown): string[] {
  if (typeof value === 'string') return [decodeEntities(value)];
  if (Array.isArray(value)) return value.flatMap(listValues);
  if (!isNode(value)) return [];
  const list = value['rdf:Alt'] ?? value['rdf:Bag'] ?? value['rdf:Seq'];
  if (isNode(list)) {
    const items = [list['rdf:li']].flat();
    return items.sort((a, b) => Number(isDefault(b)) - Number(isDefault(a))).flatMap(listValues);
  }
  return listValues(value['#text']);
}

function isDefault(item: unknown): boolean {
  return isNode(item) && item['@xml:lang'] === 'x-default';
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes the five XML entities and character references in one pass, so that nothing expands twice. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal, hex, name) => {
      if (name) return entities[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

function readLocation(latitude: string | undefined, longitude: string | undefined): GeoLocation | undefined {
  return createLocation(parseCoordinate(latitude), parseCoordinate(longitude));
}

/** Parses `39,6.9N` (degrees, minutes) and `39,6,54N` (degrees, minutes, seconds). */
function parseCoordinate(text = ''): number {
  const match = /^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$/i.exec(text.trim());
  if (!match) return Number.NaN;
  const [, degrees, minutes, seconds = 0, direction = ''] = match;
  const sign = /[SW]/i.test(direction) ? -1 : 1;
  return sign * (Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600);
}
