import { type FileHandle, open } from 'node:fs/promises';
import { type ColorEncoding, isHdr, isSrgb, srgb, toColorEncoding } from './color-encoding.ts';
import { arePrimaries } from './color-matrices.ts';

/** Chunks before the pixels. More are text that says nothing about colours. */
const maximumChunks = 1000;
const wanted = new Set(['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'mDCV', 'cLLI']);
/** The longest of them but iCCP, whose content libvips reads. */
const maximumLength = 32;

/**
 * Reads how the colours of a PNG are encoded, where libvips does not know: PNG third edition 4.3. `cICP` precedes `iCCP`,
 * that `sRGB`, and that `gAMA` and `cHRM`.
 */
export async function readPngEncoding(path: string): Promise<ColorEncoding | undefined> {
  await using file = await open(path);
  const chunks = await readColorChunks(file);
  const coded = readCodedColors(chunks);
  if (coded) return isSrgb(coded) && !chunks.has('iCCP') ? undefined : coded;
  if (chunks.has('iCCP') || chunks.has('sRGB')) return undefined;
  return readGamma(chunks);
}

async function readColorChunks(file: FileHandle): Promise<Map<string, Buffer>> {
  const chunks = new Map<string, Buffer>();
  const head = Buffer.alloc(8 + maximumLength);
  let at = 8;
  for (let count = 0; count < maximumChunks; count += 1) {
    const { bytesRead } = await file.read(head, 0, head.length, at);
    if (bytesRead < 8) break;
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (type === 'IDAT') break;
    const data = head.subarray(8, Math.min(8 + length, bytesRead));
    if (wanted.has(type) && !chunks.has(type)) chunks.set(type, Buffer.from(data));
    at += 12 + length;
  }
  return chunks;
}

/** Browsers show no PNG whose matrix is not that of red, green and blue. */
function readCodedColors(chunks: Map<string, Buffer>): ColorEncoding | undefined {
  const cicp = chunks.get('cICP');
  if (cicp?.length !== 4) return undefined;
  const [primaries = 2, transfer = 2, matrix, range] = cicp;
  if (matrix !== 0) return undefined;
  const encoding = { ...toColorEncoding({ primaries, transfer }), isNarrow: range === 0 };
  return isHdr(encoding) ? { ...encoding, peak: readPeak(chunks) } : encoding;
}

/** PNG third edition 11.3.2.7 and 11.3.2.8: the brightest pixel, else the brightest that the author's screen could show. */
function readPeak(chunks: Map<string, Buffer>): number | undefined {
  const [content, mastering] = [chunks.get('cLLI'), chunks.get('mDCV')];
  const brightest = content?.length === 8 ? content.readUInt32BE(0) / 10_000 : 0;
  return brightest || (mastering?.length === 24 ? mastering.readUInt32BE(16) / 10_000 : 0) || undefined;
}

/** Browsers take the gamma of sRGB for sRGB itself, and primaries without a gamma for nothing. */
function readGamma(chunks: Map<string, Buffer>): ColorEncoding | undefined {
  const [gamma, primaries] = [chunks.get('gAMA'), chunks.get('cHRM')];
  const exponent = gamma?.length === 4 ? gamma.readUInt32BE(0) / 100_000 : 0;
  if (exponent === 0) return undefined;
  const transfer = { power: 1 / exponent };
  if (!primaries) return Math.abs(exponent - 0.45455) < 0.001 ? undefined : { ...srgb, transfer };
  if (primaries.length !== 32) return undefined;
  const [whiteX = 0, whiteY = 0, ...colors] = Array.from(
    { length: 8 },
    (_, index) => primaries.readUInt32BE(4 * index) / 100_000,
  );
  const [redX = 0, redY = 0, greenX = 0, greenY = 0, blueX = 0, blueY = 0] = colors;
  const chromaticities = [redX, redY, greenX, greenY, blueX, blueY, whiteX, whiteY] as const;
  return arePrimaries(chromaticities) ? { chromaticities, transfer } : undefined;
}
