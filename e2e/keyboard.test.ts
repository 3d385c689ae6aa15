import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import type { BrowserUser } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { type Seeded, seed } from './seed.ts';

const isFocused = (locator: Locator) =>
  locator.evaluate((element) => element === element.ownerDocument.activeElement);

const hasFocus = (locator: Locator) =>
  waitFor(
    () => isFocused(locator),
    (focused) => focused,
  );

/** Presses Tab until the target has the focus. */
async function tabTo({ page }: BrowserUser, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press(key);
    if (await isFocused(target)) return;
  }
  throw new Error(`${target} is not reached by ${key}`);
}

async function press({ page }: BrowserUser, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe('the keyboard', { skip: missingBrowser() }, () => {
  let seeded: Seeded;
  const fixture = createFixture('keyboard', async (vitrine) => {
    seeded = await seed(vitrine, 8);
  });
  const openWindow = (member = seeded.owner) => fixture.openWindow({ member });

  it('skips to the content and logs in', async () => {
    await using user = await fixture.openWindow();
    const { page, main, banner } = user;
    await user.open('/login');
    await press(user, 'Tab');
    await hasFocus(page.getByRole('link', { name: 'Skip to content' }));
    await user.saveScreenshot('01-skip');
    await press(user, 'Enter');
    await hasFocus(main);
    await tabTo(user, main.getByLabel('User name or e-mail address'));
    await page.keyboard.type('ada');
    await tabTo(user, main.getByLabel('Password', { exact: true }));
    await page.keyboard.type(password);
    await press(user, 'Enter');
    await tabTo(user, banner.getByRole('button', { name: 'Account of Ada Lovelace' }));
  });

  it('moves through a grid, opens a photo, turns to its neighbours and returns', async () => {
    await using user = await openWindow();
    const { page, main, photos } = user;
    await user.open('/');
    await user.waitForPhotos(8);
    await tabTo(user, photos.first());
    await press(user, 'ArrowRight', 'ArrowRight', 'ArrowLeft');
    await hasFocus(photos.nth(1));
    await user.saveScreenshot('02-grid');
    await press(user, 'ArrowDown', 'ArrowUp');
    await hasFocus(photos.nth(1));
    await press(user, 'Enter');
    const shows = (number: number) => main.getByRole('heading', { name: `Evening ${number}` }).waitFor();
    await shows(7);
    await press(user, 'ArrowRight');
    await shows(6);
    await press(user, 'ArrowLeft');
    await shows(7);
    await press(user, 'ArrowLeft');
    await shows(8);
    await press(user, 'Escape');
    await user.waitForPhotos(8);
    await hasFocus(photos.first());
    assert.equal(new URL(page.url()).pathname, '/');
  });

  it('likes, shows the info, downloads and zooms on a photo page', async () => {
    await using user = await openWindow(seeded.guest);
    const { page, main } = user;
    await user.open(`/photos/${seeded.photoIds[0]}`);
    const like = main.getByRole('button', { name: 'Like', exact: true });
    const isLiked = (state: string) =>
      waitFor(
        () => like.getAttribute('aria-pressed'),
        (pressed) => pressed === state,
      );
    await press(user, 'l');
    await isLiked('true');
    await press(user, 'l');
    await isLiked('false');
    const data = main.getByRole('complementary', { name: 'Info' });
    await data.waitFor();
    await press(user, 'i');
    await data.waitFor({ state: 'detached' });
    await press(user, 'i');
    await data.waitFor();
    await press(user, 'd');
    const original = page.getByRole('menuitem', { name: 'Original' });
    await hasFocus(original);
    await press(user, 'ArrowDown', 'ArrowUp', 'End', 'Home');
    await hasFocus(original);
    await user.saveScreenshot('03-download');
    const downloading = page.waitForEvent('download');
    await press(user, 'Enter');
    assert.equal(
      (await downloading).suggestedFilename(),
      'Evening 1.jpg',
      'others get the title as file name',
    );
    const shown = main.getByRole('img', { name: /^A sky/u });
    const pictureUrl = () => shown.evaluate((image: { currentSrc?: string }) => image.currentSrc);
    const before = await pictureUrl();
    await press(user, '+');
    await main.locator('[data-zoomed=true]').waitFor();
    await main.locator('[data-zoomed=true] img[alt=""]').waitFor();
    assert.equal(await pictureUrl(), before, 'the visible picture stays until the large one is loaded');
    await press(user, 'Escape');
    await main.locator('[data-zoomed=false]').waitFor();
    await press(user, 'Escape');
    await page.waitForURL(`${fixture.vitrine.url}/`);
  });

  it('selects photos, moves them to the trash and undoes it', async () => {
    await using user = await openWindow();
    const { page, main, photos } = user;
    await user.open('/me');
    await user.waitForPhotos(8);
    await tabTo(user, photos.nth(1));
    await press(user, 'x', 'ArrowRight', 'ArrowRight', 'Shift+X');
    const selection = main.getByRole('region', { name: 'Selected photos' });
    await selection.getByText('3 selected').waitFor();
    await user.saveScreenshot('04-selected');
    await press(user, 'Escape');
    await selection.waitFor({ state: 'detached' });
    await press(user, 'Control+a');
    await selection.getByText('8 selected').waitFor();
    await press(user, 'Escape', 'x');
    await selection.getByText('1 selected').waitFor();
    await tabTo(user, selection.getByRole('button', { name: 'Move to trash' }), 'Shift+Tab');
    await press(user, 'Enter');
    await user.waitForPhotos(7);
    await tabTo(user, page.getByRole('button', { name: 'Undo' }));
    await press(user, 'Enter');
    await user.waitForPhotos(8);
  });

  it('changes a filter, which keeps the focus and clears the selection', async () => {
    await using user = await openWindow();
    const { page, main, photos } = user;
    await user.open('/me?visibility=private');
    await main.getByRole('heading', { name: 'No matching photos' }).waitFor();
    const filter = main.getByRole('combobox', { name: 'Visibility' });
    const chooses = async (value: string, address: string) => {
      await waitFor(
        async () => (await filter.inputValue()) + new URL(page.url()).search,
        (now) => now === value + address,
      );
      await hasFocus(filter);
    };
    await tabTo(user, filter);
    await press(user, 'Home');
    await chooses('', '');
    await user.waitForPhotos(8);
    await press(user, 'ArrowDown');
    await chooses('public', '?visibility=public');
    await press(user, 'ArrowDown');
    await chooses('unlisted', '?visibility=unlisted');
    await main.getByRole('heading', { name: 'No matching photos' }).waitFor();
    await press(user, 'ArrowUp', 'ArrowUp');
    await chooses('', '');
    await tabTo(user, photos.first());
    await press(user, 'x');
    await main.getByRole('region', { name: 'Selected photos' }).waitFor();
    await page.goBack();
    await page.waitForURL(/visibility=/u);
    await main.getByRole('region', { name: 'Selected photos' }).waitFor({ state: 'detached' });
  });

  it('reorders an album', async () => {
    await using user = await openWindow();
    const { main, photos } = user;
    const titles = () =>
      main.locator('a[data-photo] img').evaluateAll((images) => images.map(({ src }) => src));
    await user.open(`/albums/${seeded.albumId}`);
    await user.waitForPhotos(5);
    const before = await titles();
    await tabTo(user, main.getByRole('button', { name: 'Reorder' }));
    await press(user, 'Enter');
    const items = main.getByRole('region', { name: 'Reorder photos' }).getByRole('listitem');
    await tabTo(user, items.first().getByRole('button'));
    await press(user, 'Space', 'ArrowRight', 'ArrowRight');
    await main.getByRole('status').getByText('Evening 1 is now 3 of 5.').waitFor({ state: 'attached' });
    await user.saveScreenshot('05-arranged');
    await press(user, 'Space');
    await hasFocus(main.getByRole('button', { name: 'Evening 1, 3 of 5' }));
    await tabTo(user, main.getByRole('button', { name: 'Save order' }), 'Shift+Tab');
    await press(user, 'Enter');
    await user.waitForPhotos(5);
    const [first, second, third, ...rest] = before;
    assert.deepEqual(await titles(), [second, third, first, ...rest]);
    await hasFocus(main.getByRole('button', { name: 'Reorder' }));
    assert.equal(await photos.count(), 5);
  });

  it('reorders an album after the mouse was used', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    await user.open(`/albums/${seeded.albumId}`);
    await main.getByRole('button', { name: 'Reorder' }).click();
    const photoAt = (number: number) => main.getByRole('button', { name: `, ${number} of 5` });
    await photoAt(2).hover();
    await page.mouse.down();
    await photoAt(4).hover();
    await page.mouse.up();
    await main.locator('[data-position][aria-pressed=true]').waitFor({ state: 'detached' });
    await photoAt(1).press('Space');
    await main.locator('[data-position="0"][aria-pressed=true]').waitFor();
  });

  it('keeps the focus in an open dialog, and returns it when the dialog closes', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    await user.open(`/albums/${seeded.albumId}`);
    const edit = main.getByRole('button', { name: 'Edit album' });
    await tabTo(user, edit);
    await press(user, 'Enter');
    const dialog = page.getByRole('dialog', { name: 'Edit album' });
    await dialog.waitFor();
    const outside = `(() => {
      const active = document.activeElement;
      return active !== document.body && !document.querySelector('dialog').contains(active);
    })()`;
    for (let steps = 0; steps < 20; steps += 1) {
      await press(user, 'Tab');
      assert.equal(await page.evaluate<boolean>(outside), false, `step ${steps} is in the dialog`);
    }
    await press(user, 'Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(edit);
  });

  it('lists its shortcuts on a question mark, also from a menu', async () => {
    await using user = await openWindow();
    const { page, banner, photos } = user;
    await user.open('/');
    await tabTo(user, photos.first());
    await press(user, '?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    await user.saveScreenshot('06-keys');
    await press(user, 'Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(photos.first());
    const account = banner.getByRole('button', { name: 'Account of Ada Lovelace' });
    await tabTo(user, account, 'Shift+Tab');
    await press(user, 'Enter');
    await hasFocus(page.getByRole('menuitem', { name: 'Ada Lovelace' }));
    await press(user, 'Escape');
    await hasFocus(account);
  });
});
