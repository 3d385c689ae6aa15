import type { PhotoMetadata } from '../../../domain/photo.ts';
import { readExif } from './exif.ts';
import { cleanLine, type FoundMetadata, pickTime } from './field-values.ts';
import { readIptc } from './iptc.ts';
import { readXmp } from './xmp.ts';

/** Raw metadata blocks of a file. */
export type MetadataBlocks = {
  exif?: Buffer | undefined;
  xmp?: Buffer | undefined;
  iptc?: Buffer | undefined;
};

const maximumKeywords = 50;
const maximumKeywordLength = 64;

/** Prefers Exif for what the camera measures, and XMP or IPTC for what a person wrote. */
export function readMetadata(blocks: MetadataBlocks): PhotoMetadata {
  const { digitizedAt, ...exif }: FoundMetadata = blocks.exif ? readExif(blocks.exif) : {};
  const xmp: FoundMetadata = blocks.xmp ? readXmp(blocks.xmp) : {};
  const iptc = blocks.iptc ? readIptc(blocks.iptc) : {};
  const keywordLists = [xmp.keywords, iptc.keywords, exif.keywords].map(cleanKeywords);
  return dropAbsent({
    ...exif,
    camera: exif.camera ?? xmp.camera,
    lens: exif.lens ?? xmp.lens,
    focalLength: exif.focalLength ?? xmp.focalLength,
    aperture: exif.aperture ?? xmp.aperture,
    exposureTime: exif.exposureTime ?? xmp.exposureTime,
    iso: exif.iso ?? xmp.iso,
    takenAt: pickTime([exif.takenAt, xmp.takenAt, iptc.takenAt]) ?? pickTime([digitizedAt, xmp.digitizedAt]),
    place: exif.place ?? xmp.place,
    title: xmp.title ?? iptc.title ?? exif.title,
    description: xmp.description ?? iptc.description ?? exif.description,
    keywords: keywordLists.find((list) => list.length > 0),
  });
}

function cleanKeywords(keywords: string[] = []): string[] {
  const cleaned = keywords.slice(0, 1000).map((keyword) => cleanLine(keyword, maximumKeywordLength));
  return [...new Set(cleaned.filter((keyword) => keyword !== undefined))].slice(0, maximumKeywords);
}

function dropAbsent(
  metadata: { [Key in keyof PhotoMetadata]: PhotoMetadata[Key] | undefined },
): PhotoMetadata {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}
