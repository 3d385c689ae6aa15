import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { writePngChunk } from '../decode/png-chunks.ts';
import { openTiff } from '../decode/tiff-directory.ts';
import { copyRanges, stripTiff } from './blank-in-place.ts';
import { stripGif, stripJpeg, stripPng, stripWebp } from './drop-segments.ts';

const picture = () => sharp({ create: { width: 20, height: 10, channels: 3, background: '#336699' } });

describe('stripping private metadata', () => {
  it('drops every application segment and comment of a JPEG but JFIF, ICC and Adobe', async () => {
    const jpeg = await picture().withIccProfile('p3').jpeg({ progressive: true }).toBuffer();
    const segments = [0xe1, 0xe2, 0xe3, 0xed, 0xee, 0xef, 0xfe].map((marker) =>
      writeSegment(marker, 'Secret'),
    );
    const sanitized = Buffer.concat(
      stripJpeg(Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])),
    );
    assert.deepEqual(sanitized, jpeg);
  });

  it('drops the thumbnail within JFIF', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const jfif = writeSegment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01Secret');
    const rest = jpeg.subarray(4 + jpeg.readUInt16BE(4));
    const sanitized = Buffer.concat(stripJpeg(Buffer.concat([jpeg.subarray(0, 2), jfif, rest])));
    assert.equal(sanitized.includes('Secret'), false);
    assert.equal((await sharp(sanitized).metadata()).width, 20);
  });

  it('finds the end of a JPEG after restart markers and several scans', async () => {
    const jpeg = await picture().jpeg({ progressive: true }).toBuffer();
    assert.deepEqual(Buffer.concat(stripJpeg(Buffer.concat([jpeg, jpeg]))), jpeg);
  });

  it('drops text and time of a PNG, and a profile that decompresses to too much', async () => {
    const png = await picture().png().toBuffer();
    const bomb = Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(9_000_000))]);
    const chunks = [
      writePngChunk('tEXt', Buffer.from('Comment\0Secret')),
      writePngChunk('tIME', Buffer.alloc(7)),
      writePngChunk('prVt', Buffer.from('Secret')),
      writePngChunk('iCCP', bomb),
    ];
    const sanitized = Buffer.concat(
      stripPng(Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])),
    );
    assert.deepEqual(sanitized, png);
  });

  it('drops comments and unknown extensions of a GIF and keeps its repeat count', async () => {
    const frames = await Promise.all(['#f00', '#0f0'].map((color) => picture().tint(color).png().toBuffer()));
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ loop: 3, delay: 100 })
      .toBuffer();
    const trailer = gif.length - 1;
    const comment = Buffer.from('!\xfe\x06Secret\0', 'latin1');
    const application = Buffer.from('!\xff\x0bXMP DataXMP\x06Secret\0', 'latin1');
    const sanitized = Buffer.concat(
      stripGif(Buffer.concat([gif.subarray(0, trailer), comment, application, gif.subarray(trailer)])),
    );
    assert.deepEqual(sanitized, gif);
  });

  it('writes the right size and flags of a WebP', async () => {
    const webp = await picture()
      .withMetadata({ orientation: 6 })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .webp()
      .toBuffer();
    const sanitized = Buffer.concat(stripWebp(Buffer.concat([webp, Buffer.from('tail')])));
    assert.equal(sanitized.readUInt32LE(4) + 8, sanitized.length);
    const { orientation, xmp, icc } = await sharp(sanitized).metadata();
    assert.deepEqual([orientation, xmp, icc !== undefined], [6, undefined, true]);
  });

  it('clears everything in a TIFF that decoding does not need', async () => {
    const exif = {
      IFD0: { Artist: 'Secret', Software: 'Secret' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '1/1 2/1 3/1' },
    };
    const tiff = await picture()
      .withExif(exif)
      .tiff({ compression: 'lzw', tile: true, tileWidth: 16, tileHeight: 16 })
      .toBuffer();
    const sanitized = Buffer.concat(stripTiff(Buffer.concat([tiff, Buffer.from('Secret')])));
    assert.equal(sanitized.includes('Secret'), false);
    assert.deepEqual(await sharp(sanitized).raw().toBuffer(), await sharp(tiff).raw().toBuffer());
  });

  it('copies each byte once, however many ranges contain it', (t) => {
    const source = Buffer.from('0123456789');
    const target = Buffer.alloc(10);
    const { mock } = t.mock.method(source, 'copy');
    const tail = Array.from({ length: 5 }, (_, index) => ({ start: 4 + index, end: 1e9 }));
    copyRanges(source, target, [...tail, { start: 1, end: 2 }, { start: 1, end: 2 }, { start: 11, end: 12 }]);
    assert.equal(target.toString(), '\x001\x00\x00456789');
    const copied = mock.calls.map(({ arguments: [, , start = 0, end = 0] }) => end - start);
    assert.equal(
      copied.reduce((sum, length) => sum + length),
      7,
    );
  });

  it('strips a TIFF with overlapping tiles in the time of reading it once', async (t) => {
    const options = { compression: 'none', tile: true, tileWidth: 16, tileHeight: 16 } as const;
    const tiff = await picture().resize(320, 320).tiff(options).toBuffer();
    const reader = openTiff(tiff);
    const fields = reader?.readDirectory(reader.firstAt)?.fields;
    const starts = reader?.readNumbers(fields?.get(324), 400) ?? [];
    const lengths = fields?.get(325);
    assert.ok(lengths?.type === 3 && starts.length === 400);
    for (const [index, start] of starts.entries())
      tiff.writeUInt16LE(Math.min(0xffff, tiff.length - start), lengths.valueAt + 2 * index);
    const { mock } = t.mock.method(tiff, 'copy');
    const sanitized = Buffer.concat(stripTiff(tiff));
    const copied = mock.calls.map(({ arguments: [, , start = 0, end = 0] }) => end - start);
    assert.ok(copied.reduce((sum, length) => sum + length) < 2 * tiff.length);
    assert.deepEqual(
      await sharp(sanitized).raw().toBuffer(),
      await picture().resize(320, 320).raw().toBuffer(),
    );
  });

  it('refuses a TIFF with too many strips, even if its pages share one table', () => {
    const strips = 300_000;
    const pages = 4;
    const pageLength = 2 + 12 + 4;
    const tableAt = 8 + pages * pageLength;
    const tiff = Buffer.alloc(tableAt + 2 * strips);
    tiff.write('II*\0', 'latin1');
    for (let page = 0; page < pages; page += 1) {
      const at = 8 + page * pageLength;
      tiff.writeUInt32LE(at, page === 0 ? 4 : at - 4);
      tiff.writeUInt16LE(1, at);
      tiff.writeUInt16LE(273, at + 2);
      tiff.writeUInt16LE(3, at + 4);
      tiff.writeUInt32LE(strips, at + 6);
      tiff.writeUInt32LE(tableAt, at + 10);
    }
    assert.throws(() => stripTiff(tiff), /too many strips/);
  });
});

function writeSegment(marker: number, data: string): Buffer {
  const segment = Buffer.from(`\xff${String.fromCharCode(marker)}\0\0${data}`, 'latin1');
  segment.writeUInt16BE(segment.length - 2, 2);
  return segment;
}
