import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { type Client, createMember, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import type { BrowserUser } from './browser-user.ts';
import { copyPhoto } from './copy-photo.ts';
import { createFixture } from './fixture.ts';
import { pauseUploads } from './pause-uploads.ts';
import { uploadPhotos } from './seed.ts';

/** Pictures of many aspect ratios, none equal to that of a placeholder. */
const makeFiles = (count: number, hue: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const bytes = await makeJpeg({ width: 300 + at * 200, height: 900, hue: hue + at });
      return { name: `photo-${at}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
    }),
  );

describe('a library edited during uploads', { skip: missingBrowser() }, () => {
  let owner: Client;
  let photoIds: string[];
  const fixture = createFixture('tidy-while-uploading', async (vitrine) => {
    owner = await createMember(vitrine, 'ada');
    const [first = ''] = await uploadPhotos(owner, 1);
    photoIds = [first, ...(await copyPhoto(vitrine, first, 120))];
  });
  const openWindow = async () => {
    const user = await fixture.openWindow({ member: owner });
    await user.open('/me');
    await user.photos.first().waitFor();
    return user;
  };
  const idsOf = ({ photos }: BrowserUser) =>
    photos.evaluateAll((links) => links.map(({ dataset }) => dataset.photo ?? ''));
  const haveArrived = ({ page }: BrowserUser, count: number) =>
    page
      .getByRole('region', { name: 'Uploads' })
      .getByRole('heading', { name: `${count} uploaded` })
      .waitFor();
  const waiting = ({ main }: BrowserUser) => main.getByText('Waiting for upload', { exact: true });

  it('keeps trashed photos in the trash', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    const release = await pauseUploads(user, () => true);
    await user.upload(await makeFiles(1, 0));
    await waiting(user).waitFor();
    let turn = 0;
    /** Waits for the event of a new change. Events arrive in order, so all earlier ones have arrived as well. */
    const hear = () =>
      waitFor(async () => {
        turn += 1;
        await owner.call('PATCH', `/photos/${photoIds.at(-1)}`, { title: `Turn ${turn}` });
        await main.getByText(`Turn ${turn}`).waitFor({ state: 'attached', timeout: 2000 });
      });
    await hear();
    await main.getByRole('button', { name: 'Select Copy 118', exact: true }).click();
    await main.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByText('Moved 1 photo to the trash.').waitFor();
    await hear();
    release();
    await haveArrived(user, 1);
    const [newest, ...others] = await idsOf(user);
    assert.ok(newest && !photoIds.includes(newest));
    const left = photoIds.filter((_, at) => at !== 118).toReversed();
    assert.deepEqual(others, left.slice(0, others.length));
  });

  it('does not shift until the user is at the top and nothing is selected', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    const before = await idsOf(user);
    const release = await pauseUploads(user, () => true);
    await user.upload(await makeFiles(6, 100));
    // Three uploads begin at a time. The server does not know their aspect ratios yet.
    await waitFor(
      () => waiting(user).count(),
      (count) => count === 3,
    );
    const boxes = () =>
      user.photos.evaluateAll((links) =>
        links.map((link) => {
          const { left, top, width } = link.getBoundingClientRect();
          return [link.dataset.photo, ...[left, top, width].map(Math.round)].join(' ');
        }),
      );
    const isFarFromTop = (drawn: string[]) => drawn.every((box) => !box.startsWith(before[0] ?? ''));
    await waitFor(async () => {
      await page.evaluate('scrollBy(0, 600)');
      return boxes();
    }, isFarFromTop);
    // The grid renders the rows in view in the next frame.
    await page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))',
    );
    const seen = await boxes();
    release();
    await haveArrived(user, 6);
    assert.deepEqual(await boxes(), seen);
    const ticks = main.getByRole('listitem').getByRole('button', { name: /^Select /u });
    await ticks.nth(15).click();
    await main.getByText('1 selected', { exact: true }).waitFor();
    await page.evaluate('scrollTo(0, 0)');
    await waitFor(
      () => idsOf(user),
      (ids) => ids.includes(before[0] ?? ''),
    );
    assert.equal((await idsOf(user)).indexOf(before[0] ?? ''), 3);
    await page.keyboard.press('Escape');
    const now = await waitFor(
      () => idsOf(user),
      (ids) => ids.indexOf(before[0] ?? '') === 6,
    );
    const { body } = await owner.call('GET', '/me/photos?limit=50');
    const listed = (body as { items: { id: string }[] }).items.map(({ id }) => id);
    assert.deepEqual(now.slice(0, 12), listed.slice(0, 12));
  });
});
