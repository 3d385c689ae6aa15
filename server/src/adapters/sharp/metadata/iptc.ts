import type { PhotoMetadata } from '../../../domain/photo.ts';
import { cleanLine, cleanParagraphs, decodeText, parseLocalTime } from './field-values.ts';

/** Datasets of record 2: IPTC IIM 4.2, chapter 6. */
const datasets = {
  title: 5,
  keyword: 25,
  dateCreated: 55,
  timeCreated: 60,
  headline: 105,
  caption: 120,
} as const;
const maximumDatasets = 2000;

/** Reads IPTC fields, either bare (TIFF) or within Photoshop's image resources (JPEG). */
export function readIptc(block: Buffer): PhotoMetadata {
  const fields = readDatasets(findIptcResource(block) ?? block);
  const texts = (dataset: number) => (fields.get(dataset) ?? []).map(decodeText);
  const first = (dataset: number) => texts(dataset)[0];
  return {
    takenAt: parseIptcTime(first(datasets.dateCreated), first(datasets.timeCreated)),
    title: cleanLine(first(datasets.title), 200) ?? cleanLine(first(datasets.headline), 200),
    description: cleanParagraphs(first(datasets.caption), 5000),
    keywords: texts(datasets.keyword),
  } as PhotoMetadata; // Absent fields are dropped when the sources are merged.
}

/**
 * Finds the IPTC resource: `8BIM`, number, padded Pascal name, length, padded data. Adobe Photoshop File Formats,
 * "Image Resource Blocks".
 */
function findIptcResource(block: Buffer): Buffer | undefined {
  let at = block.indexOf('8BIM', 0, 'latin1');
  while (at >= 0 && at + 12 <= block.length && block.toString('latin1', at, at + 4) === '8BIM') {
    const nameLength = block[at + 6] ?? 0;
    const lengthAt = at + 6 + 2 * Math.floor((nameLength + 2) / 2);
    if (lengthAt + 4 > block.length) return undefined;
    const end = lengthAt + 4 + block.readUInt32BE(lengthAt);
    if (block.readUInt16BE(at + 4) === 0x0404) return block.subarray(lengthAt + 4, end);
    at = end + (end % 2 === lengthAt % 2 ? 0 : 1);
  }
  return undefined;
}

/**
 * Reads datasets: 0x1C, record, dataset, length, data. Stops at an extended length (32768 or more), which no text has.
 */
function readDatasets(bytes: Buffer): Map<number, Buffer[]> {
  const fields = new Map<number, Buffer[]>();
  let at = 0;
  for (let left = maximumDatasets; left > 0 && at + 5 <= bytes.length && bytes[at] === 0x1c; left -= 1) {
    const length = bytes.readUInt16BE(at + 3);
    const end = at + 5 + length;
    if (length > 0x7fff || end > bytes.length) break;
    const dataset = bytes[at + 2] ?? 0;
    if (bytes[at + 1] === 2)
      fields.set(dataset, [...(fields.get(dataset) ?? []), bytes.subarray(at + 5, end)]);
    at = end;
  }
  return fields;
}

/**
 * Parses `20240601` and `100000+0200`. Some programs write the day as Exif or XMP do. Midnight means "no time":
 * programs write it by default.
 */
function parseIptcTime(date: string | undefined, time: string | undefined): string | undefined {
  const day = date?.trim().replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const clock = /^(\d\d):?(\d\d):?(\d\d)(.*)$/s.exec(time?.trim() ?? '');
  if (!day || !clock || /^00:?00:?00/.test(clock[0])) return parseLocalTime(day);
  const [, hour, minute, second, offset] = clock;
  return parseLocalTime(`${day} ${hour}:${minute}:${second}${offset}`);
}
