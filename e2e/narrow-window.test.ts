import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { narrow } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { type Seeded, seed } from './seed.ts';

describe('a narrow window', { skip: missingBrowser() }, () => {
  let seeded: Seeded;
  const fixture = createFixture('narrow', async (vitrine) => {
    seeded = await seed(vitrine, 6);
  });
  const openWindow = () => fixture.openWindow({ member: seeded.owner, viewport: narrow });

  async function boundsOf(locator: Locator) {
    const box = await locator.boundingBox();
    assert.ok(box, `${locator} is shown`);
    return { top: Math.round(box.y), bottom: Math.round(box.y + box.height) };
  }

  it('stacks uploads, toasts and the selection bar without overlap', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    await user.open('/me');
    const files = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => ({
        name: `new-${index}.jpg`,
        mimeType: 'image/jpeg',
        buffer: Buffer.from(await makeJpeg({ width: 300, height: 200, hue: index * 40 })),
      })),
    );
    await user.upload(files);
    const tray = page.getByRole('region', { name: 'Uploads' });
    await tray.getByRole('heading', { name: '8 uploaded' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('End');
    await user.chooseMenuItem(/^Visibility$/u, 'Public');
    await page.getByText('photos are now public').waitFor();
    // A focused toast stays while the test measures it.
    await page.keyboard.press('F8');
    for (const height of [narrow.height, 480]) {
      await page.setViewportSize({ width: 320, height });
      const bars = [
        main.getByRole('region', { name: 'Selected photos' }),
        page.getByText('photos are now public'),
        tray,
      ];
      const areApart = () => Promise.all(bars.map(boundsOf));
      await waitFor(areApart, (boxes) =>
        boxes.every(({ bottom }, index) => bottom <= (boxes[index + 1]?.top ?? height)),
      );
      await user.saveScreenshot(`01-uploads-and-words-${height}`);
    }
  });

  it('keeps the links of the library on one line and the last one reachable', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    await user.open('/me');
    await user.photos.first().waitFor();
    const links = [
      main.getByRole('link', { name: 'Albums' }),
      main.getByRole('link', { name: 'Trash' }),
      main.getByRole('button', { name: 'Upload a folder' }),
    ];
    for (const width of [320, 360, 400]) {
      await page.setViewportSize({ width, height: narrow.height });
      const tops = (await Promise.all(links.map(boundsOf))).map(({ top }) => top);
      assert.equal(new Set(tops).size, 1, `one line at ${width}: ${tops}`);
    }
    await page.setViewportSize({ width: 320, height: narrow.height });
    await links[0]?.hover();
    await page.mouse.wheel(400, 0);
    await waitFor(
      async () => links[2]?.boundingBox(),
      (box) => box != null && box.x >= 0 && box.x + box.width <= 320,
    );
  });
});
