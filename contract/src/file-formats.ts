import { takenFormats } from './limits.ts';

/* The server, the command line and browsers load this. */

/** Formats that Vitrine takes. */
export type TakenFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'tiff';

/** A format that Vitrine does not take: its name with an article, and the way to a picture that it takes. */
export type OtherFormat = { name: string; way: string };
export type FoundFormat = { taken: TakenFormat } | { other: OtherFormat };

/** Enough of a file's start for `findFormat`. */
const formatHeadBytes = 4096;

const asJpeg = 'Export it as JPEG.';
const asPng = 'Export it as PNG or JPEG.';
const asFrame = 'Save a frame of it as JPEG.';
const pages = 'Export its pages as JPEG.';
const unpack = 'Unpack it and upload the pictures in it.';
const nothing = '';

type Signature = [start: string, format: TakenFormat | string, way?: string, at?: number];

/** The first bytes as Latin-1. The order matters where one start begins with another. */
const signatures: readonly Signature[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'a JPEG XL picture', asJpeg],
  ['\xff\x0a', 'a JPEG XL picture', asJpeg],
  ['\0\0\0\x0cjP  \r\n\x87\n', 'a JPEG 2000 picture', asJpeg],
  ['\xff\x4f\xff\x51', 'a JPEG 2000 picture', asJpeg],
  ['II\xbc', 'a JPEG XR picture', asJpeg],
  ['8BPS\0\x01', 'a Photoshop file (PSD)', asJpeg],
  ['8BPS\0\x02', 'a large Photoshop file (PSB)', asJpeg],
  ['gimp xcf ', 'a GIMP file (XCF)', asJpeg],
  ['\x76\x2f\x31\x01', 'an OpenEXR picture', asJpeg],
  ['#?RADIANCE', 'a Radiance HDR picture', asJpeg],
  ['#?RGBE', 'a Radiance HDR picture', asJpeg],
  ['\0\0\x01\0', 'a Windows icon (ICO)', asPng],
  ['\0\0\x02\0', 'a Windows cursor (CUR)', asPng],
  ['icns', 'an Apple icon (ICNS)', asPng],
  ['DDS ', 'a DDS texture', asPng],
  ['qoif', 'a QOI picture', asPng],
  ['FLIF', 'a FLIF picture', asPng],
  ['BPG\xfb', 'a BPG picture', asJpeg],
  ['\x8aMNG', 'an MNG animation', asPng],
  ['\x8bJNG', 'a JNG picture', asPng],
  ['SIMPLE  =', 'a FITS picture', asPng],
  ['DICM', 'a DICOM picture', asPng, 128],
  ['AT&TFORM', 'a DjVu document', pages],
  ['%!PS', 'a PostScript file', asPng],
  ['\xc5\xd0\xd3\xc6', 'a PostScript file (EPS)', asPng],
  ['\xd7\xcd\xc6\x9a', 'a Windows metafile (WMF)', asPng],
  [' EMF', 'a Windows metafile (EMF)', asPng, 40],
  ['II\x1a\0\0\0HEAPCCDR', raw('Canon CRW'), asJpeg],
  ['FUJIFILMCCD-RAW', raw('Fujifilm RAF'), asJpeg],
  ['FOVb', raw('Sigma X3F'), asJpeg],
  ['\0MRM', raw('Minolta MRW'), asJpeg],
  ['IIU\0', raw('Panasonic or Leica RW2'), asJpeg],
  ['IIRO', raw('Olympus ORF'), asJpeg],
  ['IIRS', raw('Olympus ORF'), asJpeg],
  ['MMOR', raw('Olympus ORF'), asJpeg],
  ['ARRI', raw('ARRIRAW'), asJpeg],
  ['II+\0', 'a BigTIFF picture', 'Export it as TIFF or JPEG.'],
  ['MM\0+', 'a BigTIFF picture', 'Export it as TIFF or JPEG.'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['\x1a\x45\xdf\xa3', 'a WebM or Matroska video', asFrame],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'a Windows Media video', asFrame],
  ['FLV\x01', 'a Flash video', asFrame],
  ['\0\0\x01\xba', 'an MPEG video', asFrame],
  ['\0\0\x01\xb3', 'an MPEG video', asFrame],
  ['ID3', 'an MP3 sound file', nothing],
  ['OggS', 'an Ogg file', nothing],
  ['fLaC', 'a FLAC sound file', nothing],
  ['PK\x03\x04', 'a ZIP archive', unpack],
  ['Rar!\x1a\x07', 'a RAR archive', unpack],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', unpack],
  ['\x1f\x8b\x08', 'a gzip archive', unpack],
];

function raw(kind: string): string {
  return `a camera’s raw file (${kind})`;
}

/** ISO/IEC 23008-12 annex B: HEVC images and sequences, 8 bit, more than 8 bit, and layered. */
const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs']);
const avifBrands = new Set(['avif', 'avis']);
/** Says "a HEIF image" without saying how it is coded. */
const codecNeutralBrands = new Set(['mif1', 'msf1', 'mif2']);
const otherBrands: readonly [brand: RegExp, name: string, way: string][] = [
  [/^crx /, raw('Canon CR3'), asJpeg],
  [/^jxl /, 'a JPEG XL picture', asJpeg],
  [/^jp[2xm] /, 'a JPEG 2000 picture', asJpeg],
  [/^qt {2}/, 'a QuickTime video (MOV)', asFrame],
  [/^3g/, 'a 3GP video', asFrame],
  [/^M4[AB] /, 'an MPEG-4 sound file', nothing],
  [/^(mp4|iso|avc1|M4V|MSNV|dash|f4v|mmp4|XAVC|hvc1|av01)/, 'an MP4 video', asFrame],
];

/**
 * The format that the bytes claim; file names and content types do not count. `undefined` if the start is not known.
 * JPEG: ITU-T T.81 B.1.1.3; PNG: ISO/IEC 15948 5.2; GIF: GIF89a 17; WebP: RFC 9649 2.4; TIFF: TIFF 6.0 section 2.
 */
export function findFormat(bytes: Uint8Array): FoundFormat | undefined {
  const head = latin(bytes.subarray(0, formatHeadBytes));
  for (const [start, format, way, at = 0] of signatures)
    if (head.startsWith(start, at))
      return way === undefined ? { taken: format as TakenFormat } : { other: { name: format, way } };
  if (head.startsWith('ftyp', 4)) return findBrand(head);
  if (head.startsWith('RIFF')) return findRiff(head.slice(8, 12));
  if (/^.{4}(moov|mdat|wide|free|skip|pnot)/s.test(head))
    return { other: { name: 'a QuickTime video (MOV)', way: asFrame } };
  return findText(head);
}

/** ISO/IEC 14496-12 4.3: major brand, version, then compatible brands, all of four characters. */
function findBrand(head: string): FoundFormat | undefined {
  const length = [0, 1, 2, 3].reduce((sum, at) => sum * 256 + head.charCodeAt(at), 0);
  const end = Math.min(length, head.length);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(head.slice(at, at + 4));
  const [major] = brands;
  if (major === undefined) return undefined;
  if (avifBrands.has(major)) return { taken: 'avif' };
  if (heicBrands.has(major)) return { taken: 'heic' };
  if (codecNeutralBrands.has(major))
    return { taken: brands.some((brand) => avifBrands.has(brand)) ? 'avif' : 'heic' };
  const other = otherBrands.find(([brand]) => brand.test(major));
  return { other: other ? { name: other[1], way: other[2] } : { name: 'an MPEG-4 file', way: asFrame } };
}

function findRiff(kind: string): FoundFormat | undefined {
  if (kind === 'WEBP') return { taken: 'webp' };
  if (kind === 'AVI ') return { other: { name: 'an AVI video', way: asFrame } };
  return kind === 'WAVE' ? { other: { name: 'a WAV sound file', way: nothing } } : undefined;
}

/** Formats that begin with text. Byte order marks and blanks may precede it. */
const texts: readonly [start: RegExp, name: string, way: string][] = [
  [/%PDF-/, 'a PDF document', pages],
  [
    /^\s*(<\?xml[^>]{0,400}>)?\s*(<!--[^>]{0,1000}-->\s*)*(<!DOCTYPE svg[^>]{0,1000}>\s*)?<svg[\s>]/i,
    'an SVG drawing',
    asPng,
  ],
  [/<(x:xmpmeta|\?xpacket)/, 'a metadata file (XMP)', nothing],
  [/^\s*(<!doctype html|<html)/i, 'a web page', nothing],
  [/^P[1-7]\s/, 'a Netpbm picture', asPng],
  [/^BM.{4}\0\0\0\0/s, 'a BMP picture', asPng],
  [/^P[Ff]\s/, 'a PFM picture', asPng],
];

function findText(head: string): FoundFormat | undefined {
  const text = head.slice(0, 1024).replace(/^\xef\xbb\xbf/, '');
  const found = texts.find(([start]) => start.test(text));
  return found && { other: { name: found[1], way: found[2] } };
}

/** TIFF files of cameras, by the maker that they name. */
const tiffRaws: readonly [maker: RegExp, name: string][] = [
  [/^nikon/i, 'Nikon NEF'],
  [/^sony/i, 'Sony ARW'],
  [/^(pentax|ricoh|asahi)/i, 'Pentax PEF'],
  [/^samsung/i, 'Samsung SRW'],
  [/^hasselblad/i, 'Hasselblad 3FR'],
  [/^phase one/i, 'Phase One IIQ'],
  [/^leaf/i, 'Leaf MOS'],
  [/^mamiya/i, 'Mamiya MEF'],
  [/^(seiko )?epson/i, 'Epson ERF'],
  [/^(eastman )?kodak/i, 'Kodak'],
  [/^canon/i, 'Canon'],
];

/** Describes the refusal of a camera's raw TIFF file. Its markers give `kind`, its tag Make gives `maker`. */
export function describeTiffRaw({ kind, maker = '' }: { kind?: string; maker?: string }): string {
  const name = kind ?? tiffRaws.find(([pattern]) => pattern.test(maker.trim()))?.[1];
  return describeOther({ name: name ? raw(name) : 'a camera’s raw file', way: asJpeg });
}

/** The refusal of a file that Vitrine does not take, for the person who chose it. */
export function describeOther(other: OtherFormat | undefined): string {
  if (!other) return `This is not a picture in a known format. Vitrine supports ${takenFormats}.`;
  return [`This is ${other.name}.`, `Vitrine supports ${takenFormats}.`, other.way].filter(Boolean).join(' ');
}

const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
