import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type Client, createMember } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { createFixture } from './fixture.ts';
import { uploadPhotos } from './seed.ts';

describe('pending requests', { skip: missingBrowser() }, () => {
  let owner: Client;
  let photoIds: string[];
  const fixture = createFixture('busy', async (vitrine) => {
    owner = await createMember(vitrine, 'ada');
    photoIds = await uploadPhotos(owner, 3);
  });
  const openWindow = async (path: string) => {
    const user = await fixture.openWindow({ member: owner });
    await user.open(path);
    return user;
  };
  /** Holds back requests with this method and path until `open` continues or aborts them. */
  const hold = async (page: Page, method: string, path: RegExp) => {
    const gate = Promise.withResolvers<'go' | 'fail'>();
    let count = 0;
    await page.route(path, async (route) => {
      if (route.request().method() !== method) return route.fallback();
      count += 1;
      return (await gate.promise) === 'go' ? route.continue() : route.abort();
    });
    return { count: () => count, open: gate.resolve };
  };
  const listAlbums = async () =>
    ((await owner.call('GET', '/me/albums')).body as { items: { title: string; photoCount: number }[] })
      .items;

  it('ignore further clicks and keys until the first request ends', async () => {
    await using user = await openWindow('/me');
    const { page, main } = user;
    const making = await hold(page, 'POST', /\/api\/v1\/albums$/u);
    await main
      .getByRole('button', { name: /^Select / })
      .first()
      .click();
    await main.getByRole('button', { name: 'Add to album' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add to an album' });
    await dialog.getByLabel('New album').fill('One summer');
    for (const key of ['Enter', 'Enter', 'Enter']) await page.keyboard.press(key);
    await dialog.getByRole('button', { name: 'Create album', disabled: true }).dblclick({ force: true });
    making.open('go');
    await page.getByText(/^Added 1 photo to “.One summer.”\.$/u).waitFor();
    assert.equal(making.count(), 1);
    assert.deepEqual(
      (await listAlbums()).map(({ title, photoCount }) => ({ title, photoCount })),
      [{ title: 'One summer', photoCount: 1 }],
    );
  });

  it('create one album even if adding the photos has to be retried', async () => {
    await using user = await openWindow('/me');
    const { page, main } = user;
    const adding = await hold(page, 'POST', /\/api\/v1\/photos\/bulk$/u);
    adding.open('fail');
    await main
      .getByRole('button', { name: /^Select / })
      .first()
      .click();
    await main.getByRole('button', { name: 'Add to album' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add to an album' });
    await dialog.getByLabel('New album').fill('One winter');
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').waitFor();
    await page.unroute(/\/api\/v1\/photos\/bulk$/u);
    await dialog.getByRole('button', { name: 'Create album' }).click();
    await page.getByText(/^Added 1 photo to “.One winter.”\.$/u).waitFor();
    const winters = (await listAlbums()).filter(({ title }) => title === 'One winter');
    assert.deepEqual(
      winters.map(({ photoCount }) => photoCount),
      [1],
    );
  });

  it('do not navigate when the user has moved on meanwhile', async () => {
    await using user = await openWindow('/me');
    const { page, main, banner, photos } = user;
    await user.waitForPhotos(3);
    const trashing = await hold(page, 'DELETE', /\/api\/v1\/photos\/[^/]+$/u);
    await photos.first().click();
    await page.waitForURL(/\/photos\/[^/]+$/u);
    await user.chooseMenuItem('More', 'Move to trash');
    await user.waitForPhotos(2);
    await banner.getByRole('link', { name: 'Vitrine' }).click();
    await main.getByRole('heading', { name: 'Newest photos' }).waitFor({ state: 'attached' });
    trashing.open('go');
    await page.getByText('Photo moved to the trash.').waitFor();
    assert.equal(new URL(page.url()).pathname, '/');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    await banner.getByRole('link', { name: 'Library' }).click();
    await user.waitForPhotos(3);
    assert.deepEqual(
      await photos.evaluateAll((links) => links.map((link) => link.getAttribute('data-photo'))),
      photoIds.toReversed(),
    );
  });

  it('save the order as it was when Save was pressed', async () => {
    const made = await owner.call('POST', '/albums', { title: 'In order' });
    const { id } = made.body as { id: string };
    await owner.call('POST', `/albums/${id}/photos`, { photoIds });
    await using user = await openWindow(`/albums/${id}`);
    const { page, main, photos } = user;
    await user.waitForPhotos(3);
    const ordering = await hold(page, 'PUT', /\/order$/u);
    await main.getByRole('button', { name: 'Reorder' }).click();
    const sheet = page.getByRole('region', { name: 'Reorder photos' });
    const positions = sheet.locator('[data-position]');
    await positions.first().focus();
    for (const key of ['Space', 'ArrowRight', 'Space']) await page.keyboard.press(key);
    const names = () => positions.locator('img').evaluateAll((images) => images.map(({ src }) => src));
    const arranged = await names();
    await sheet.getByRole('button', { name: 'Save order' }).click();
    // Move the last photo to the front with the mouse.
    for (const index of [2, 0]) {
      const box = await positions.nth(index).boundingBox();
      await page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    }
    assert.deepEqual(await names(), arranged);
    ordering.open('go');
    await page.getByText('Order saved.').waitFor();
    await user.waitForPhotos(3);
    const [first, second, third] = photoIds;
    assert.deepEqual(
      await photos.evaluateAll((links) => links.map((link) => link.getAttribute('data-photo'))),
      [second, first, third],
    );
  });
});
