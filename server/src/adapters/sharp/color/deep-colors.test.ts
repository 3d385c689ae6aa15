import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { areColorsClose, renderPicture } from '../../../testing/images/render-picture.ts';
import { type PlainProfile, writeIccProfile } from '../../../testing/images/write-icc.ts';
import { writePng } from '../../../testing/images/write-png.ts';

describe('pictures of 16 bits', () => {
  const red = sharp({ create: { width: 32, height: 32, channels: 3, background: '#f00' } });
  const deep = red.toColourspace('rgb16').withIccProfile('srgb');

  it('keep saturated colours with an sRGB profile in PNG', async () => {
    const png = await deep.png().toBuffer();
    assert.equal((await sharp(png).metadata()).depth, 'ushort');
    assert.ok(areColorsClose((await renderPicture(png)).pixelAt(0.5, 0.5), [255, 0, 0]));
  });

  it('match pictures of 8 bits with the same profile', async () => {
    for (const space of ['RGB ', 'GRAY'] as const)
      for (const gamma of [1, 1.8, 2.2])
        for (const alpha of [[], [0.5]]) {
          const levels = [...(space === 'GRAY' ? [0.4] : [0.7, 0.4, 0.2]), ...alpha];
          const draw = async (bits: 8 | 16) => {
            const samples = levels.map((level) => Math.round(level * (2 ** bits - 1)));
            return (
              await renderPicture(writePng({ samples, bits, chunks: [writeIccp({ space, gamma })] }))
            ).pixelAt(0.5, 0.5);
          };
          const [narrow, wide] = [await draw(8), await draw(16)];
          assert.ok(areColorsClose(wide, narrow), `${space} ${gamma} ${alpha}: ${wide} and ${narrow}`);
        }
  });

  it('keep the steps of shadows with a profile of linear light', async () => {
    const draw = async (level: number) => {
      const chunks = [writeIccp({ space: 'RGB ', gamma: 1 })];
      return (await renderPicture(writePng({ samples: [level, level, level], chunks }))).pixelAt(0.5, 0.5);
    };
    // IEC 61966-2-1: 0.001 and 0.002 of the luminance of white.
    assert.ok(areColorsClose(await draw(66), [3, 3, 3], 2));
    assert.ok(areColorsClose(await draw(131), [7, 7, 7], 2), `${await draw(131)}`);
  });

  it('are unchanged if the profile is broken', async () => {
    const samples = [40_000, 20_000, 10_000];
    const chunks = [packIccp(Buffer.alloc(400))];
    assert.ok(
      areColorsClose((await renderPicture(writePng({ samples, chunks }))).pixelAt(0.5, 0.5), [156, 78, 39]),
    );
  });
});

describe('a profile that declares PQ or HLG by code points', () => {
  for (const bits of [8, 16] as const)
    it(`applies to a PNG of ${bits} bits, as browsers do`, async () => {
      const samples = [0.58, 0.58, 0.58].map((level) => Math.round(level * (2 ** bits - 1)));
      const draw = async (cicp: PlainProfile['cicp'] & {}) => {
        const chunks = [writeIccp({ space: 'RGB ', gamma: 2.2, cicp })];
        return (await renderPicture(writePng({ samples, bits, chunks }))).pixelAt(0.5, 0.5);
      };
      assert.ok(areColorsClose(await draw([9, 16, 0, 1]), [187, 187, 187]), 'PQ');
      assert.ok(areColorsClose(await draw([9, 18, 0, 1]), [120, 120, 120]), 'HLG');
      assert.ok(areColorsClose(await draw([1, 13, 0, 1]), [149, 149, 149]), 'the curve of the profile');
    });
});

const writeIccp = (profile: PlainProfile) => packIccp(writeIccProfile(profile));

function packIccp(profile: Buffer): [type: string, data: Buffer] {
  return ['iCCP', Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(profile)])];
}
