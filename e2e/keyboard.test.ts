import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { type Furnished, furnish } from './furnish.ts';
import type { Person } from './person.ts';
import { openScene } from './scene.ts';

const isFocused = (locator: Locator) =>
  locator.evaluate((element) => element === element.ownerDocument.activeElement);

const hasFocus = (locator: Locator) =>
  waitFor(
    () => isFocused(locator),
    (focused) => focused,
  );

/** Walks on with Tab, as somebody without a mouse would, until it is reached. */
async function tabTo({ page }: Person, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press(key);
    if (await isFocused(target)) return;
  }
  throw new Error(`${target} is not reached by ${key}`);
}

async function press({ page }: Person, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe('the keyboard alone', { skip: missingBrowser() }, () => {
  let furnished: Furnished;
  const scene = openScene('keyboard', async (vitrine) => {
    furnished = await furnish(vitrine, 8);
  });
  const sitDown = (member = furnished.owner) => scene.sitDown({ member });

  it('skips to the content and logs in', async () => {
    await using person = await scene.sitDown();
    const { page, main, banner } = person;
    await person.open('/login');
    await press(person, 'Tab');
    await hasFocus(page.getByRole('link', { name: 'Skip to content' }));
    await person.keep('01-skip');
    await press(person, 'Enter');
    await hasFocus(main);
    await tabTo(person, main.getByLabel('User name or e-mail address'));
    await page.keyboard.type('ada');
    await tabTo(person, main.getByLabel('Password', { exact: true }));
    await page.keyboard.type(password);
    await press(person, 'Enter');
    await tabTo(person, banner.getByRole('button', { name: 'Account of Ada Lovelace' }));
  });

  it('walks through a grid, opens a photo, turns to its neighbours and comes back', async () => {
    await using person = await sitDown();
    const { page, main, photos } = person;
    await person.open('/');
    await person.seePhotos(8);
    await tabTo(person, photos.first());
    await press(person, 'ArrowRight', 'ArrowRight', 'ArrowLeft');
    await hasFocus(photos.nth(1));
    await person.keep('02-grid');
    await press(person, 'ArrowDown', 'ArrowUp');
    await hasFocus(photos.nth(1));
    await press(person, 'Enter');
    const shows = (number: number) => main.getByRole('heading', { name: `Evening ${number}` }).waitFor();
    await shows(7);
    await press(person, 'ArrowRight');
    await shows(6);
    await press(person, 'ArrowLeft');
    await shows(7);
    await press(person, 'ArrowLeft');
    await shows(8);
    await press(person, 'Escape');
    await person.seePhotos(8);
    await hasFocus(photos.first());
    assert.equal(new URL(page.url()).pathname, '/');
  });

  it('likes, shows the data, downloads and zooms on the page of a photo', async () => {
    await using person = await sitDown(furnished.guest);
    const { page, main } = person;
    await person.open(`/photos/${furnished.photoIds[0]}`);
    const like = main.getByRole('button', { name: 'Like', exact: true });
    const isLiked = (state: string) =>
      waitFor(
        () => like.getAttribute('aria-pressed'),
        (pressed) => pressed === state,
      );
    await press(person, 'l');
    await isLiked('true');
    await press(person, 'l');
    await isLiked('false');
    const data = main.getByRole('complementary', { name: 'Data' });
    await data.waitFor();
    await press(person, 'i');
    await data.waitFor({ state: 'detached' });
    await press(person, 'i');
    await data.waitFor();
    await press(person, 'd');
    const original = page.getByRole('menuitem', { name: 'Original' });
    await hasFocus(original);
    await press(person, 'ArrowDown', 'ArrowUp', 'End', 'Home');
    await hasFocus(original);
    await person.keep('03-download');
    const downloading = page.waitForEvent('download');
    await press(person, 'Enter');
    assert.equal((await downloading).suggestedFilename(), 'Evening 1.jpg', 'the title, for others');
    const shown = main.getByRole('img', { name: /^A sky/u });
    const address = () => shown.evaluate((image: { currentSrc?: string }) => image.currentSrc);
    const before = await address();
    await press(person, '+');
    await main.locator('[data-zoomed=true]').waitFor();
    await main.locator('[data-zoomed=true] img[alt=""]').waitFor();
    assert.equal(await address(), before, 'what is in view stays until the large one is there');
    await press(person, 'Escape');
    await main.locator('[data-zoomed=false]').waitFor();
    await press(person, 'Escape');
    await page.waitForURL(`${scene.vitrine.url}/`);
  });

  it('selects, throws away and takes it back', async () => {
    await using person = await sitDown();
    const { page, main, photos } = person;
    await person.open('/me');
    await person.seePhotos(8);
    await tabTo(person, photos.nth(1));
    await press(person, 'x', 'ArrowRight', 'ArrowRight', 'Shift+X');
    const selection = main.getByRole('region', { name: 'Selected photos' });
    await selection.getByText('3 selected').waitFor();
    await person.keep('04-selected');
    await press(person, 'Escape');
    await selection.waitFor({ state: 'detached' });
    await press(person, 'Control+a');
    await selection.getByText('8 selected').waitFor();
    await press(person, 'Escape', 'x');
    await selection.getByText('1 selected').waitFor();
    await tabTo(person, selection.getByRole('button', { name: 'Move to trash' }), 'Shift+Tab');
    await press(person, 'Enter');
    await person.seePhotos(7);
    await tabTo(person, page.getByRole('button', { name: 'Undo' }));
    await press(person, 'Enter');
    await person.seePhotos(8);
  });

  it('goes through the choices of a filter, which keeps the focus, and starts with nothing selected', async () => {
    await using person = await sitDown();
    const { page, main, photos } = person;
    await person.open('/me?visibility=private');
    await main.getByRole('heading', { name: 'No photo fits' }).waitFor();
    const filter = main.getByLabel('Who sees it');
    const chooses = async (value: string, address: string) => {
      await waitFor(
        async () => (await filter.inputValue()) + new URL(page.url()).search,
        (now) => now === value + address,
      );
      await hasFocus(filter);
    };
    await tabTo(person, filter);
    await press(person, 'Home');
    await chooses('', '');
    await person.seePhotos(8);
    await press(person, 'ArrowDown');
    await chooses('public', '?visibility=public');
    await press(person, 'ArrowDown');
    await chooses('unlisted', '?visibility=unlisted');
    await main.getByRole('heading', { name: 'No photo fits' }).waitFor();
    await press(person, 'ArrowUp', 'ArrowUp');
    await chooses('', '');
    await tabTo(person, photos.first());
    await press(person, 'x');
    await main.getByRole('region', { name: 'Selected photos' }).waitFor();
    await page.goBack();
    await page.waitForURL(/visibility=/u);
    await main.getByRole('region', { name: 'Selected photos' }).waitFor({ state: 'detached' });
  });

  it('puts an album into order', async () => {
    await using person = await sitDown();
    const { main, photos } = person;
    const titles = () =>
      main.locator('a[data-photo] img').evaluateAll((images) => images.map(({ src }) => src));
    await person.open(`/albums/${furnished.albumId}`);
    await person.seePhotos(5);
    const before = await titles();
    await tabTo(person, main.getByRole('button', { name: 'Arrange' }));
    await press(person, 'Enter');
    const places = main.getByRole('region', { name: 'Order of the photos' }).getByRole('listitem');
    await tabTo(person, places.first().getByRole('button'));
    await press(person, 'Space', 'ArrowRight', 'ArrowRight');
    await main.getByRole('status').getByText('Evening 1 is now 3 of 5.').waitFor({ state: 'attached' });
    await person.keep('05-arranged');
    await press(person, 'Space');
    await hasFocus(main.getByRole('button', { name: 'Evening 1, 3 of 5' }));
    await tabTo(person, main.getByRole('button', { name: 'Save the order' }), 'Shift+Tab');
    await press(person, 'Enter');
    await person.seePhotos(5);
    const [first, second, third, ...rest] = before;
    assert.deepEqual(await titles(), [second, third, first, ...rest]);
    await hasFocus(main.getByRole('button', { name: 'Arrange' }));
    assert.equal(await photos.count(), 5);
  });

  it('puts an album into order after the mouse has', async () => {
    await using person = await sitDown();
    const { page, main } = person;
    await person.open(`/albums/${furnished.albumId}`);
    await main.getByRole('button', { name: 'Arrange' }).click();
    const place = (number: number) => main.getByRole('button', { name: `, ${number} of 5` });
    await place(2).hover();
    await page.mouse.down();
    await place(4).hover();
    await page.mouse.up();
    await main.locator('[data-place][aria-pressed=true]').waitFor({ state: 'detached' });
    await place(1).press('Space');
    await main.locator('[data-place="0"][aria-pressed=true]').waitFor();
  });

  it('stays in a dialog while it is open, and is back where it was after it', async () => {
    await using person = await sitDown();
    const { page, main } = person;
    await person.open(`/albums/${furnished.albumId}`);
    const edit = main.getByRole('button', { name: 'Edit album' });
    await tabTo(person, edit);
    await press(person, 'Enter');
    const dialog = page.getByRole('dialog', { name: 'Edit album' });
    await dialog.waitFor();
    const outside = `(() => {
      const active = document.activeElement;
      return active !== document.body && !document.querySelector('dialog').contains(active);
    })()`;
    for (let steps = 0; steps < 20; steps += 1) {
      await press(person, 'Tab');
      assert.equal(await page.evaluate<boolean>(outside), false, `step ${steps} is in the dialog`);
    }
    await press(person, 'Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(edit);
  });

  it('is told its keys by a question mark, from a menu as well', async () => {
    await using person = await sitDown();
    const { page, banner, photos } = person;
    await person.open('/');
    await tabTo(person, photos.first());
    await press(person, '?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    await person.keep('06-keys');
    await press(person, 'Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(photos.first());
    const account = banner.getByRole('button', { name: 'Account of Ada Lovelace' });
    await tabTo(person, account, 'Shift+Tab');
    await press(person, 'Enter');
    await hasFocus(page.getByRole('menuitem', { name: 'Ada Lovelace' }));
    await press(person, 'Escape');
    await hasFocus(account);
  });
});
