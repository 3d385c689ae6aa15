import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingBrowser } from './browser.ts';
import { createFixture } from './fixture.ts';
import { type Seeded, seed } from './seed.ts';

describe('adding photos to an album', { skip: missingBrowser() }, () => {
  let seeded: Seeded;
  const fixture = createFixture('add-to-album', async (vitrine) => {
    seeded = await seed(vitrine, 8);
  });
  const openWindow = () => fixture.openWindow({ member: seeded.owner });

  it('marks photos already in the album and offers only the others', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    await user.open(`/albums/${seeded.albumId}`);
    await main.getByRole('button', { name: 'Add photos' }).click();
    const picker = page.getByRole('dialog', { name: 'Add photos' });
    const present = picker.getByRole('button', { name: 'already in the album' });
    await present.nth(4).waitFor();
    assert.equal(await present.count(), 5);
    assert.equal(await picker.getByRole('button', { name: 'Choose ' }).count(), 3);
    await user.saveScreenshot('01-picker');
    const one = picker.getByRole('button', { name: 'Evening 3, already in the album', exact: true });
    await one.press('Enter');
    await picker.getByRole('button', { name: 'Add photos', exact: true }).waitFor();
    await picker.getByRole('button', { name: 'Choose Evening 7' }).click();
    await picker.getByRole('button', { name: 'Add 1 photo', exact: true }).click();
    await page.getByText(/^Added 1 photo to “.One summer.”\.$/u).waitFor();
    await user.waitForPhotos(6);
    await page.getByRole('button', { name: 'Undo' }).click();
    await user.waitForPhotos(5);
  });

  it('counts photos that were already in the album separately, and undo keeps them', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    await user.open(`/albums/${seeded.albumId}`);
    await user.waitForPhotos(5);
    await user.banner.getByRole('link', { name: 'Library' }).click();
    await main.getByRole('heading', { name: 'Your photos' }).waitFor();
    for (const number of [4, 5, 6])
      await main.getByRole('button', { name: `Select Evening ${number}`, exact: true }).click();
    await main.getByRole('button', { name: 'Add to album' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add to an album' });
    await dialog.getByRole('button', { name: 'One summer 5 photos · Contains 2 of 3' }).click();
    await page.getByText(/^Added 1 photo to “.One summer.”\. 2 were already in it\.$/u).waitFor();
    // A toast under the pointer stays.
    await page.getByRole('button', { name: 'Undo' }).hover();
    await page.goBack();
    await user.waitForPhotos(6);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    await user.waitForPhotos(5);
    await page.reload();
    await user.waitForPhotos(5);
  });

  it('adds a photo from its page, unless the album already contains it', async () => {
    await using user = await openWindow();
    const { page } = user;
    const dialog = page.getByRole('dialog', { name: 'Add to an album' });
    await user.open(`/photos/${seeded.photoIds[0]}`);
    await user.chooseMenuItem('More', 'Add to album');
    const full = dialog.getByRole('button', { name: 'One summer 5 photos · Already in this album' });
    const sent: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())));
    await full.press('Enter');
    await user.saveScreenshot('02-in-it-already');
    assert.equal(await dialog.isVisible(), true);
    assert.deepEqual(sent, []);
    await user.open(`/photos/${seeded.photoIds[6]}`);
    await user.chooseMenuItem('More', 'Add to album');
    await dialog.getByRole('button', { name: 'One summer 5 photos', exact: true }).click();
    await page.getByText(/^Added 1 photo to “.One summer.”\.$/u).waitFor();
    await page.getByRole('button', { name: 'Open album' }).click();
    await user.waitForPhotos(6);
  });
});
