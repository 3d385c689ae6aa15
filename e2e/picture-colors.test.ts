import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { areColorsClose, renderPicture } from '../server/src/testing/images/render-picture.ts';
import { writePng } from '../server/src/testing/images/write-png.ts';
import { launchBrowser, missingBrowser } from './browser.ts';

/** Colour codings by primaries and transfer characteristics (ITU-T H.273). */
const codings: [name: string, primaries: number, transfer: number][] = [
  ['sRGB', 1, 13],
  ['Display P3', 12, 13],
  ['BT.2020', 9, 14],
  ['linear light', 1, 8],
  ['PQ in BT.2020', 9, 16],
  ['PQ in Display P3', 12, 16],
  ['HLG in BT.2020', 9, 18],
];
const colors = [
  [5000, 5000, 5000],
  [38_000, 38_000, 38_000],
  [52_000, 50_000, 47_000],
  [40_000, 33_000, 30_000],
  [22_000, 34_000, 26_000],
  [38_000, 25_000, 49_000],
];

describe('the colours of renditions', { skip: missingBrowser() }, () => {
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
  });

  after(() => browser?.close());

  for (const [name, primaries, transfer] of codings)
    it(`match the browser’s for ${name}`, async () => {
      for (const samples of colors) {
        const png = writePng({ samples, chunks: [['cICP', Buffer.from([primaries, transfer, 0, 1])]] });
        const shown = await look(png);
        const drawn = (await renderPicture(png)).pixelAt(0.5, 0.5);
        // Allow for a different rounding of colours outside sRGB.
        assert.ok(areColorsClose(drawn, shown, 6), `${samples}: ${drawn} instead of ${shown}`);
      }
    });

  async function look(png: Buffer): Promise<number[]> {
    const page = await browser.newPage({ viewport: { width: 32, height: 32 } });
    await page.setContent(
      `<body style="margin: 0"><img alt="" src="data:image/png;base64,${png.toString('base64')}">`,
    );
    await page.evaluate('document.images[0].decode()');
    const shot = await page.screenshot({ type: 'png' });
    await page.close();
    const { data } = await sharp(shot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    return [...data.subarray(3 * (16 * 32 + 16), 3 * (16 * 32 + 16) + 3)];
  }
});
