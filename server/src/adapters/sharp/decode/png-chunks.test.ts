import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { defaultImageLimits } from '../image-limits.ts';
import { readOrientation } from '../metadata/exif.ts';
import { renderImage } from '../render/render-image.ts';
import { stripPng } from '../strip/drop-segments.ts';
import { listPngChunks, writePngChunk } from './png-chunks.ts';

describe('metadata after the pixels of a PNG', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-png-'));
  });
  after(() => rm(directory, { recursive: true }));

  async function render(png: Buffer) {
    const sourcePath = join(directory, 'source.png');
    await writeFile(sourcePath, png);
    const outputDirectory = await mkdtemp(join(directory, 'out-'));
    const ladder = [{ width: 320, format: 'webp' as const }];
    const image = await renderImage({ sourcePath, outputDirectory, ladder }, defaultImageLimits);
    assert.ok(image.outcome === 'rendered', JSON.stringify(image));
    return image;
  }

  const latin = (text: string) => Buffer.from(text, 'latin1');
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about=""><exif:DateTimeOriginal>2024-06-01T10:00:00</exif:DateTimeOriginal></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const hexOf = (block: Buffer) => `\nexif\n${block.length}\n${block.toString('hex')}\n`;
  const chunks: [what: string, write: (exif: Buffer) => Buffer][] = [
    ['eXIf', (exif) => writePngChunk('eXIf', exif)],
    [
      'XMP',
      () => writePngChunk('iTXt', Buffer.concat([latin('XML:com.adobe.xmp\0\0\0\0\0'), Buffer.from(xmp)])),
    ],
    [
      'packed XMP',
      () => writePngChunk('iTXt', Buffer.concat([latin('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync(xmp)])),
    ],
    ['a raw profile', (exif) => writePngChunk('tEXt', latin(`Raw profile type exif\0${hexOf(exif)}`))],
    [
      'a packed raw profile',
      (exif) =>
        writePngChunk('zTXt', Buffer.concat([latin('Raw profile type exif\0\0'), deflateSync(hexOf(exif))])),
    ],
  ];
  for (const [what, write] of chunks)
    it(`is read from ${what}`, async () => {
      const image = await render(append(await drawPng(), write(await writeExif())));
      assert.equal(image.metadata.takenAt, '2024-06-01T10:00:00');
    });

  it('is overridden by metadata before the pixels', async () => {
    const early = await drawPng({ DateTimeOriginal: '2020:01:01 00:00:01' });
    const image = await render(append(early, writePngChunk('eXIf', await writeExif())));
    assert.equal(image.metadata.takenAt, '2020-01-01T00:00:01');
  });

  it('does not rotate rendition or download, because browsers ignore it there', async () => {
    const png = append(await drawPng(), writePngChunk('eXIf', await writeExif(6)));
    const image = await render(png);
    assert.deepEqual([image.width, image.height], [60, 40]);
    const sanitized = Buffer.concat(stripPng(png));
    assert.deepEqual(
      [...listPngChunks(sanitized)].filter(({ type }) => type === 'eXIf'),
      [],
    );
    const again = await render(sanitized);
    assert.deepEqual([again.width, again.height, again.metadata], [60, 40, {}]);
  });

  it('does not affect an orientation before the pixels', async () => {
    const png = await sharp(await drawPng())
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    assert.deepEqual(
      [(await render(png)).width, (await render(Buffer.concat(stripPng(png)))).width],
      [40, 40],
    );
    const [exif] = [...listPngChunks(Buffer.concat(stripPng(png)))].filter(({ type }) => type === 'eXIf');
    assert.equal(readOrientation(exif?.data ?? Buffer.alloc(0)), 6);
  });

  it('is ignored if it is truncated or a decompression bomb', async () => {
    const bomb = deflateSync(Buffer.alloc(20_000_000));
    const png = append(
      await drawPng(),
      writePngChunk('zTXt', Buffer.concat([latin('Raw profile type exif\0\0'), bomb])),
    );
    assert.deepEqual((await render(png)).metadata, {});
    const odd = append(
      await drawPng(),
      Buffer.concat([...['iTXt', 'zTXt', 'tEXt'].map((type) => writePngChunk(type, latin('x')))]),
    );
    assert.deepEqual((await render(odd)).metadata, {});
  });
});

/** Inserts before IEND, which is the last 12 bytes. */
const append = (png: Buffer, chunk: Buffer) =>
  Buffer.concat([png.subarray(0, -12), chunk, png.subarray(-12)]);

function drawPng(photo?: Record<string, string>): Promise<Buffer> {
  const plain = sharp({ create: { width: 60, height: 40, channels: 3, background: '#705030' } });
  return (photo ? plain.withExif({ IFD2: photo }) : plain).png().toBuffer();
}

async function writeExif(orientation?: number): Promise<Buffer> {
  const plain = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } });
  const dated = plain.withExif({ IFD2: { DateTimeOriginal: '2024:06:01 10:00:00' } });
  const jpeg = await (orientation
    ? dated.withMetadata({ orientation }).withExifMerge({ IFD2: { DateTimeOriginal: '2024:06:01 10:00:00' } })
    : dated
  )
    .jpeg()
    .toBuffer();
  const { exif } = await sharp(jpeg).metadata();
  assert.ok(exif);
  return exif.subarray(6);
}
