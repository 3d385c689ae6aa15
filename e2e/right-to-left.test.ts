import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMember, password } from './api-client.ts';
import { launchBrowser, missingBrowser } from './browser.ts';
import { createBrowserUser } from './browser-user.ts';
import { uploadPhotos } from './seed.ts';
import { startVitrine } from './vitrine-process.ts';

/** Finds Hebrew text shown left to right, or not isolated within an interface sentence. */
const wrongDirections = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!/[\\u0590-\\u05ff]{2}/u.test(node.data) || parent.closest('script, option')) continue;
    const isFirst = /^[^a-z\\u0590-\\u05ff\\u2068]*[\\u0590-\\u05ff]/iu.test(node.data);
    const isRight = isFirst
      ? getComputedStyle(parent).direction === 'rtl'
      : /\\u2068[^\\u2069]*[\\u0590-\\u05ff]/u.test(node.data);
    if (!isRight) found.push(parent.outerHTML.slice(0, 200));
  }
  for (const field of document.querySelectorAll('input, textarea'))
    if (/[\\u0590-\\u05ff]/u.test(field.value) && getComputedStyle(field).direction !== 'rtl')
      found.push(field.outerHTML.slice(0, 200));
  return found;
})()`;

describe('right-to-left text', { skip: missingBrowser() }, () => {
  it('runs right to left everywhere and keeps the order of the text around it', async () => {
    await using vitrine = await startVitrine();
    await using browser = await launchBrowser();
    const owner = await createMember(vitrine, 'ada');
    await owner.call('PATCH', '/me', { displayName: 'עדה 1', bio: 'אני מצלמת, 2.' });
    const [id] = await uploadPhotos(owner, 2);
    const words = { title: 'שקיעה 3', description: 'הים (4).', altText: 'שמש', tags: ['ים', 'ערב 5'] };
    await owner.call('PATCH', `/photos/${id}`, words);
    await owner.call('PUT', `/photos/${id}/like`);
    const album = { title: 'קיץ 6', description: 'ליד הים!', visibility: 'public' };
    const { body } = await owner.call('POST', '/albums', album);
    const { id: albumId } = body as { id: string };
    await owner.call('POST', `/albums/${albumId}/photos`, { photoIds: [id] });
    const file = { contentType: 'image/jpeg', bytes: 9000, sha256: 'a'.repeat(64) };
    await owner.call('POST', '/uploads', { ...file, fileName: 'תמונה-7.jpg' });
    await owner.call('POST', '/me/tokens', {
      password,
      name: 'סקריפט 8',
      scopes: ['read'],
      expiresInDays: 7,
    });

    await using user = await createBrowserUser(browser, vitrine, 'directions', { member: owner });
    const { page, main, banner, photos } = user;
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    /** Waits for the list of pending uploads, which shifts everything below it when it loads. */
    const openPendingUploads = async () => {
      await main.getByRole('button', { name: 'Review' }).click();
      await main.getByText('תמונה-7.jpg').waitFor();
    };
    const openTags = async () => {
      await openPendingUploads();
      await photos.last().focus();
      await page.keyboard.press('Control+a');
      await button(/^Tags$/u).click();
      await page.getByText('Remove tags').waitFor();
    };
    const addToAlbum = async () => {
      await openPendingUploads();
      await photos.first().focus();
      await page.keyboard.press('x');
      await button('Add to album').click();
      await page.getByRole('dialog').getByText(album.title).click();
      await page.getByText(/^Added 1 photo to/u).waitFor();
    };
    const states: [path: string, reach: () => Promise<unknown>][] = [
      ['/', () => photos.nth(1).waitFor()],
      [`/photos/${id}`, () => main.getByRole('complementary', { name: 'Info' }).waitFor()],
      [
        `/photos/${id}`,
        () =>
          button(/^1 like/u)
            .click()
            .then(() => page.getByRole('dialog').getByText('עדה 1').waitFor()),
      ],
      [
        `/photos/${id}`,
        () => user.chooseMenuItem('More', 'Edit').then(() => page.getByLabel('Title').waitFor()),
      ],
      ['/users/ada', () => photos.nth(1).waitFor()],
      ['/users/ada/albums', () => main.getByText(album.title).waitFor()],
      [`/albums/${albumId}`, () => photos.first().waitFor()],
      [
        `/albums/${albumId}`,
        () =>
          button('Edit album')
            .click()
            .then(() => page.getByLabel('Title').waitFor()),
      ],
      [
        `/albums/${albumId}`,
        () =>
          button('Delete album')
            .click()
            .then(() => page.getByRole('dialog').waitFor()),
      ],
      ['/me', openPendingUploads],
      ['/me', openTags],
      ['/me', addToAlbum],
      ['/settings', () => main.getByText('סקריפט 8').waitFor()],
      ['/settings', () => banner.getByRole('button', { name: /^Account of/u }).click()],
    ];
    for (const [path, reach] of states) {
      await user.open(path);
      await reach();
      assert.deepEqual(await page.evaluate<string[]>(wrongDirections), [], path);
    }
    await user.open('/me');
    await main.getByRole('button', { name: 'Review' }).click();
    await main.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Discarded').waitFor();
    assert.deepEqual(await page.evaluate<string[]>(wrongDirections), []);
  });
});
