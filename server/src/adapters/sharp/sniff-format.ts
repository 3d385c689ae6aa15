import type { ImageFormat } from '../../domain/photo.ts';

/** Enough of a file's start for `sniffFormat`. */
export const sniffLength = 4096;

/**
 * The format that the bytes themselves claim. Names and content types are not asked.
 * JPEG: ITU-T T.81 B.1.1.3; PNG: ISO/IEC 15948 5.2; GIF: GIF89a 17; WebP: RFC 9649 2.4; TIFF: TIFF 6.0 section 2.
 */
export function sniffFormat(head: Buffer): ImageFormat | undefined {
  const latin = head.toString('latin1', 0, 12);
  if (latin.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (latin.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (latin.startsWith('GIF87a') || latin.startsWith('GIF89a')) return 'gif';
  if (latin.startsWith('RIFF') && latin.endsWith('WEBP')) return 'webp';
  if (latin.startsWith('II*\0') || latin.startsWith('MM\0*')) return 'tiff';
  if (latin.slice(4, 8) === 'ftyp') return sniffBrand(head);
  return undefined;
}

const avifBrands = new Set(['avif', 'avis']);
/** ISO/IEC 23008-12 annex B: HEVC images and sequences, 8 bit, more than 8 bit, and layered. */
const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs']);
/** Says "a HEIF image" without saying how it is coded. */
const codecNeutralBrands = new Set(['mif1', 'msf1', 'mif2']);

/** ISO/IEC 14496-12 4.3: major brand, version, then compatible brands, all of four characters. */
function sniffBrand(head: Buffer): ImageFormat | undefined {
  const end = Math.min(head.readUInt32BE(0), head.length);
  const brands: string[] = [];
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    if (offset !== 12) brands.push(head.toString('latin1', offset, offset + 4));
  }
  const [major] = brands;
  if (major === undefined) return undefined;
  if (avifBrands.has(major)) return 'avif';
  if (heicBrands.has(major)) return 'heic';
  if (!codecNeutralBrands.has(major)) return undefined;
  return brands.some((brand) => avifBrands.has(brand)) ? 'avif' : 'heic';
}
