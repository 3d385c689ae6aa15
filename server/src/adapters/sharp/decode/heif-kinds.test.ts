import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderPicture } from '../../../testing/images/render-picture.ts';
import { writeBox, writeHeif } from '../../../testing/images/write-heif.ts';

const codings: [type: string, kind: string][] = [
  ['unci', 'without compression'],
  ['avc1', 'H.264 coding'],
  ['vvc1', 'VVC coding'],
  ['jpeg', 'JPEG coding'],
  ['j2k1', 'JPEG 2000 coding'],
  ['av01', 'AV1 coding'],
  ['abcd', 'an unknown coding'],
];

describe('a HEIF file', () => {
  for (const [type, kind] of codings)
    it(`is refused as unsupported, not as damaged: ${kind}`, async () => {
      const heif = writeHeif({
        brand: 'heic',
        type,
        width: 8,
        height: 8,
        data: Buffer.alloc(192),
        properties: [],
      });
      const { image } = await renderPicture(heif);
      assert.ok(image.outcome === 'refused');
      assert.equal(image.reason, 'unsupported', image.detail);
      assert.ok(
        image.detail.startsWith(`Vitrine does not support this kind of HEIC (${kind}). `),
        image.detail,
      );
    });

  for (const brand of ['msf1', 'hevc'])
    it(`is refused as unsupported if it is a sequence without a still picture: ${brand}`, async () => {
      const start = writeBox('ftyp', Buffer.from(`${brand}\0\0\0\0msf1hevciso8`, 'latin1'));
      const film = [
        writeBox('mdat', Buffer.alloc(100)),
        writeBox('moov', writeBox('mvhd', Buffer.alloc(100))),
      ];
      const { image } = await renderPicture(Buffer.concat([start, ...film]));
      assert.ok(image.outcome === 'refused');
      assert.equal(image.reason, 'unsupported', image.detail);
      assert.match(image.detail, /image sequence/u);
    });

  it('is refused as damaged if its picture is', async () => {
    const properties: [string, Buffer][] = [['hvcC', Buffer.alloc(23)]];
    const heif = writeHeif({
      brand: 'heic',
      type: 'hvc1',
      width: 8,
      height: 8,
      data: Buffer.alloc(90),
      properties,
    });
    for (const bytes of [heif, heif.subarray(0, -50)]) {
      const { image } = await renderPicture(bytes);
      assert.equal(image.outcome === 'refused' && image.reason, 'corrupt');
    }
  });
});
