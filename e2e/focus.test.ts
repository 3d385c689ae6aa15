import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { createMember, password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { createFixture } from './fixture.ts';
import { type Seeded, seed } from './seed.ts';

const hasFocus = (locator: Locator) =>
  waitFor(
    () => locator.evaluate((element) => element === element.ownerDocument.activeElement),
    (focused) => focused,
  );

describe('the focus, when the focused element disappears', { skip: missingBrowser() }, () => {
  let seeded: Seeded;
  const fixture = createFixture('focus', async (vitrine) => {
    seeded = await seed(vitrine, 8);
  });
  const openWindow = (member = seeded.owner) => fixture.openWindow({ member });

  it('moves from the selection bar to the photos, and from a toast back to the previous element', async () => {
    await using user = await openWindow();
    const { page, main, photos } = user;
    const selection = main.getByRole('region', { name: 'Selected photos' });
    await user.open('/me');
    await user.waitForPhotos(8);
    await photos.first().focus();
    await page.keyboard.press('x');
    await selection.getByRole('button', { name: 'Clear selection' }).press('Enter');
    await selection.waitFor({ state: 'detached' });
    await hasFocus(photos.first());
    await page.keyboard.press('x');
    await selection.getByRole('button', { name: 'Move to trash' }).press('Enter');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await hasFocus(photos.first());
    await page.keyboard.press('F8');
    await hasFocus(page.getByRole('button', { name: 'Undo' }));
    await page.keyboard.press('Enter');
    await user.waitForPhotos(8);
    await page.getByText('Undone.').waitFor();
    await waitFor(
      () => photos.evaluateAll((links) => links.some((link) => link === link.ownerDocument.activeElement)),
      (focused) => focused,
    );
  });

  it('keeps a toast open, as a pointer over it does', async () => {
    await using user = await openWindow();
    const { page, main, photos } = user;
    await page.clock.install();
    await user.open('/me');
    await user.waitForPhotos(8);
    await photos.first().focus();
    await page.keyboard.press('x');
    await main.getByRole('button', { name: 'Move to trash' }).press('Enter');
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await page.keyboard.press('F8');
    await page.clock.runFor(60_000);
    await hasFocus(undo);
    await page.keyboard.press('Escape');
    await undo.waitFor({ state: 'detached' });
    await hasFocus(photos.first());

    await page.keyboard.press('x');
    await main.getByRole('button', { name: 'Move to trash' }).press('Enter');
    await undo.hover();
    await page.clock.runFor(60_000);
    assert.equal(await undo.isVisible(), true);
    await page.mouse.move(0, 0);
    await page.clock.runFor(60_000);
    await undo.waitFor({ state: 'detached' });
    await user.waitForPhotos(6);
    await main.getByRole('link', { name: 'Trash' }).click();
    await main.getByRole('heading', { name: 'Trash', level: 1 }).waitFor();
  });

  it('moves to the list after a revocation, so that another key press revokes nothing', async () => {
    const member = await createMember(fixture.vitrine, 'mary');
    for (const name of ['first', 'second', 'third'])
      await member.call('POST', '/me/tokens', { password, name, scopes: ['read'], expiresInDays: 7 });
    await using user = await openWindow(member);
    const { page, main } = user;
    await user.open('/settings');
    const list = main.getByRole('list', { name: 'Access tokens' });
    const revoke = main.getByRole('button', { name: /^Revoke the token/u });
    const areLeft = (wanted: number) =>
      waitFor(
        () => revoke.count(),
        (count) => count === wanted,
      );
    await revoke.nth(1).press('Enter');
    await areLeft(2);
    await hasFocus(list);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await hasFocus(revoke.first());
    assert.equal(await revoke.count(), 2);
    await page.keyboard.press('Enter');
    await areLeft(1);
    await hasFocus(list);
    await revoke.press('Enter');
    await areLeft(0);
    await hasFocus(main.getByRole('button', { name: 'New token' }));
  });

  it('moves to the next failed upload, and stays in the row of a cancelled one', async () => {
    const member = await createMember(fixture.vitrine, 'lise');
    for (const name of ['first', 'second']) {
      const sha256 = Buffer.alloc(32, name).toString('hex');
      const file = { fileName: `${name}.jpg`, contentType: 'image/jpeg', bytes: 9000, sha256 };
      await member.call('POST', '/uploads', file);
    }
    await using user = await openWindow(member);
    const { page, main } = user;
    await user.open('/me');
    const attention = main.getByRole('region', { name: 'Needs attention' });
    await attention.getByRole('button', { name: 'Review' }).click();
    const rows = attention.getByRole('listitem');
    await rows.first().getByRole('button', { name: 'Discard' }).press('Enter');
    await page.getByText(/^Discarded /u).waitFor();
    await hasFocus(rows.first().getByRole('button', { name: 'Choose the file again' }));

    const sending = Promise.withResolvers<void>();
    await page.route(/./u, async (route) => {
      if (route.request().method() !== 'PUT') return route.fallback();
      await sending.promise;
      return route.abort();
    });
    const buffer = Buffer.from(await makeJpeg());
    await user.upload({ name: 'third.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByRole('button', { name: 'Cancel third.jpg' }).press('Enter');
    await hasFocus(page.getByRole('button', { name: 'Try third.jpg again' }));
    sending.resolve();
  });

  it('moves to the first field of a form that replaces another', async () => {
    await using user = await openWindow();
    const { main } = user;
    await user.open('/settings');
    await main.getByRole('button', { name: 'I have a code' }).press('Enter');
    await hasFocus(main.getByLabel('Code', { exact: true }));
    await main.getByRole('button', { name: 'Use another address' }).press('Enter');
    await hasFocus(main.getByLabel('New address'));
  });

  it('moves to the first new item when Show more disappears', async () => {
    const member = await createMember(fixture.vitrine, 'nora');
    for (let number = 0; number < 55; number += 1)
      await member.call('POST', '/albums', { title: `album ${number}` });
    await using user = await openWindow(member);
    const { page, main } = user;
    await user.open('/me/albums');
    const albums = main.getByRole('listitem').getByRole('link', { name: /^album/u });
    const more = main.getByRole('button', { name: 'Show more' });
    await more.waitFor();
    const before = await albums.count();
    await more.press('Enter');
    await more.waitFor({ state: 'detached' });
    assert.equal(await albums.count(), 55);
    await hasFocus(albums.nth(before));
    await user.open('/me/albums');
    await more.click();
    await more.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement === document.body'), true);
  });

  it('moves to the next tag when one is removed, and to the field after the last', async () => {
    await using user = await openWindow();
    const { page } = user;
    await user.open(`/photos/${seeded.photoIds[1]}`);
    await user.chooseMenuItem('More', 'Edit');
    const dialog = page.getByRole('dialog', { name: 'Edit photo' });
    const remove = dialog.getByRole('button', { name: /^Remove the tag/u });
    await remove.nth(1).waitFor();
    await remove.first().focus();
    for (const key of ['Enter', 'Enter', 'Enter']) await page.keyboard.down(key);
    await page.keyboard.up('Enter');
    assert.equal(await remove.count(), 1, 'a held key presses once');
    await hasFocus(remove.first());
    await remove.first().press('Enter');
    await hasFocus(dialog.getByLabel('Tags', { exact: true }));
  });

  it('moves to the first photo when reordering starts', async () => {
    await using user = await openWindow();
    const { main } = user;
    await user.open(`/albums/${seeded.albumId}`);
    await user.waitForPhotos(5);
    await main.getByRole('button', { name: 'Reorder' }).press('Enter');
    const order = main.getByRole('region', { name: 'Reorder photos' });
    await hasFocus(order.getByRole('listitem').first().getByRole('button'));
  });

  it('stays, and so does the scroll position, when the pointer removed the element', async () => {
    await using user = await openWindow();
    const { page, main, photos } = user;
    await page.setViewportSize({ width: 700, height: 500 });
    await user.open('/me');
    await photos.first().waitFor();
    await main
      .getByRole('button', { name: /^Select /u })
      .first()
      .click();
    await page.evaluate('scrollTo(0, 150)');
    const clear = main.getByRole('button', { name: 'Clear selection' });
    await clear.click();
    await clear.waitFor({ state: 'detached' });
    assert.deepEqual(await page.evaluate('[scrollY, document.activeElement.localName]'), [150, 'body']);
  });

  it('does not return after the user has left the element', async () => {
    await using user = await openWindow();
    const { page, main, photos } = user;
    await user.open('/me');
    await photos.first().focus();
    await page.keyboard.press('x');
    const clear = main.getByRole('button', { name: 'Clear selection' });
    await clear.focus();
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Escape');
    await clear.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement === document.body'), true);
  });
});
