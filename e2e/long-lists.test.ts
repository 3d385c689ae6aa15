import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageLimits } from '@vitrine/contract/limits.ts';
import { type Client, createMember, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import type { BrowserUser } from './browser-user.ts';
import { copyPhoto } from './copy-photo.ts';
import { createFixture } from './fixture.ts';
import { uploadPhotos } from './seed.ts';

/** More photos than a page keeps around its viewport. */
const count = 1500;

describe('a list too long to keep in memory', { skip: missingBrowser() }, () => {
  let owner: Client;
  let photoIds: string[];
  let albumId: string;
  const fixture = createFixture('long-lists', async (vitrine) => {
    owner = await createMember(vitrine, 'ada');
    const [first = ''] = await uploadPhotos(owner, 1);
    await owner.call('PATCH', `/photos/${first}`, { visibility: 'public', title: 'Original' });
    photoIds = [first, ...(await copyPhoto(vitrine, first, count - 1))];
    const made = await owner.call('POST', '/albums', { title: 'All of them', visibility: 'public' });
    albumId = (made.body as { id: string }).id;
    for (let at = 0; at < count; at += 500)
      await owner.call('POST', `/albums/${albumId}/photos`, { photoIds: photoIds.slice(at, at + 500) });
  });

  const openWindow = async (path: string) => {
    const user = await fixture.openWindow({ member: owner });
    await user.open(path);
    return user;
  };
  const indexes = ({ photos }: BrowserUser) =>
    photos.evaluateAll((links) => links.map((link) => Number(link.getAttribute('data-index'))));
  /** Scrolls to the end of the list. */
  const scrollToEnd = async (user: BrowserUser) => {
    await waitFor(
      async () => {
        await user.page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
        return indexes(user);
      },
      (drawn) => drawn.includes(count - 1),
    );
  };
  const readAll = async (path: string) => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({ limit: String(pageLimits.max), ...(cursor && { cursor }) });
      const { body } = await owner.call('GET', `${path}?${query}`);
      const page = body as { items: { id: string }[]; nextCursor: string | null };
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    return ids;
  };
  /** Breaks the connection after this many bulk requests. */
  const abortBulkRequestsAfter = async ({ page }: BrowserUser, requests: number) => {
    let made = 0;
    await page.route(/\/api\/v1\/photos\/bulk$/u, (route) => {
      made += 1;
      return made > requests ? route.abort() : route.continue();
    });
    return () => page.unroute(/\/api\/v1\/photos\/bulk$/u);
  };
  const selectionCount = (user: BrowserUser, text: string) =>
    user.main.getByRole('status').getByText(text, { exact: true }).waitFor();

  it('selects, changes and restores all photos, wherever it is scrolled to', async () => {
    await using user = await openWindow('/me');
    const { page, main } = user;
    await main.getByRole('button', { name: `Select Copy ${count - 1}`, exact: true }).click();
    await selectionCount(user, '1 selected');
    await scrollToEnd(user);
    await selectionCount(user, '1 selected');
    await page.keyboard.press('Control+a');
    await selectionCount(user, '1,500 selected');
    await main.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByText('Moved 1,500 photos to the trash.').waitFor();
    // A focused toast stays while the test reads the list.
    await page.keyboard.press('F8');
    assert.deepEqual(await readAll('/me/photos'), []);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    assert.deepEqual(await readAll('/me/photos'), photoIds.toReversed());
    await user.open('/me');
    await waitFor(
      () => indexes(user),
      (drawn) => drawn.length > 0,
    );
  });

  it('reports an incomplete restoration and shows the restored photos', async () => {
    await using user = await openWindow('/me');
    const { page, main } = user;
    await page.keyboard.press('Control+a');
    await selectionCount(user, '1,500 selected');
    await main.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByText('Moved 1,500 photos to the trash.').waitFor();
    const reconnect = await abortBulkRequestsAfter(user, 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/There is no connection/u).waitFor();
    assert.equal(await page.getByText('Undone.').count(), 0);
    assert.equal((await readAll('/me/photos')).length, 500);
    await waitFor(
      () => indexes(user),
      (drawn) => drawn.length > 0,
    );
    await reconnect();
    for (let at = 0; at < count; at += 500)
      await owner.call('POST', '/photos/bulk', {
        photoIds: photoIds.slice(at, at + 500),
        action: 'restore',
      });
  });

  it('reports how many photos were added before the connection broke, and removes them on Undo', async () => {
    const made = await owner.call('POST', '/albums', { title: 'Some of them' });
    const { id } = made.body as { id: string };
    await using user = await openWindow('/me');
    const { page, main } = user;
    await page.keyboard.press('Control+a');
    await selectionCount(user, '1,500 selected');
    await main.getByRole('button', { name: 'Add to album' }).click();
    const reconnect = await abortBulkRequestsAfter(user, 1);
    await page.getByRole('button', { name: /^Some of them/u }).click();
    await page.getByText(/^Added 500 photos to .* 1,000 photos could not be added\. There is no/u).waitFor();
    await page.keyboard.press('F8');
    assert.equal((await readAll(`/albums/${id}/photos`)).length, 500);
    await reconnect();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    assert.deepEqual(await readAll(`/albums/${id}/photos`), []);
  });

  it('selects a range that starts outside the viewport', async () => {
    await using user = await openWindow('/me');
    const { main } = user;
    await main.getByRole('button', { name: `Select Copy ${count - 1}`, exact: true }).click();
    await scrollToEnd(user);
    await main.getByRole('button', { name: 'Select Original', exact: true }).click({ modifiers: ['Shift'] });
    await selectionCount(user, '1,500 selected');
  });

  it('lets a photo be clicked during fast scrolling', async () => {
    await using user = await openWindow('/me');
    await user.photos.first().waitFor();
    // Scroll and probe in one script, so that scrolling never comes to rest.
    const pressed: string[] = await user.page.evaluate(`(async () => {
      const found = [];
      for (let step = 0; step < 20; step += 1) {
        scrollBy({ top: 150, behavior: 'instant' });
        await new Promise(requestAnimationFrame);
        const tile = [...document.querySelectorAll('main li')].find((tile) => tile.getBoundingClientRect().top > 200);
        const { left, top } = tile.getBoundingClientRect();
        found.push(tile.contains(document.elementFromPoint(left + 20, top + 20)) ? 'the photo' : 'what lies behind');
      }
      return found;
    })()`);
    assert.deepEqual([...new Set(pressed)], ['the photo']);
  });

  it('keeps the focused photo and the scroll position', async () => {
    await using user = await openWindow('/me');
    const { page, photos } = user;
    await photos.first().focus();
    await scrollToEnd(user);
    const focused = () => page.evaluate('document.activeElement.getAttribute("data-index")');
    const isAtEnd = 'scrollY + innerHeight > document.documentElement.scrollHeight - innerHeight';
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
    assert.deepEqual([await focused(), await page.evaluate(isAtEnd)], ['0', true]);
    await page.keyboard.press('ArrowRight');
    await waitFor(focused, (index) => index === '1');
  });

  it('offers the neighbours of a distant photo after a reload', async () => {
    await using user = await openWindow(`/photos/${photoIds[900]}?album=${albumId}`);
    const next = user.main.getByRole('link', { name: 'Next photo' });
    await next.waitFor();
    await user.page.reload();
    assert.equal(await next.getAttribute('href'), `/photos/${photoIds[901]}?album=${albumId}`);
  });

  it('reorders the whole album', async () => {
    await using user = await openWindow(`/albums/${albumId}`);
    const { page, main } = user;
    await scrollToEnd(user);
    await page.evaluate('scrollTo(0, 0)');
    const before = await readAll(`/albums/${albumId}/photos`);
    await main.getByRole('button', { name: 'Reorder' }).click();
    const sheet = page.getByRole('region', { name: 'Reorder photos' });
    const first = sheet.getByRole('button', { name: /, 1 of 1,500$/u });
    await first.focus();
    for (const key of ['Space', 'ArrowRight', 'Space']) await page.keyboard.press(key);
    await sheet.getByRole('button', { name: 'Save order' }).click();
    await page.getByText('Order saved.').waitFor();
    const [one = '', two = '', ...rest] = before;
    assert.deepEqual(await readAll(`/albums/${albumId}/photos`), [two, one, ...rest]);
    await waitFor(
      () => user.photos.first().getAttribute('data-photo'),
      (id) => id === two,
    );
  });

  it('returns removed photos to their positions in the album', async () => {
    await using user = await openWindow(`/albums/${albumId}`);
    const { page, main } = user;
    const before = await readAll(`/albums/${albumId}/photos`);
    const tick = main.getByRole('listitem').getByRole('button', { name: /^Select / });
    await tick.nth(2).click();
    await scrollToEnd(user);
    await main.getByRole('button', { name: `Select Copy ${count - 1}`, exact: true }).click();
    await selectionCount(user, '2 selected');
    await main.getByRole('button', { name: 'Remove from album' }).click();
    await page.getByText('Removed 2 photos from the album.').waitFor();
    // A focused toast stays while the test reads the list.
    await page.keyboard.press('F8');
    assert.equal((await readAll(`/albums/${albumId}/photos`)).length, count - 2);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    assert.deepEqual(await readAll(`/albums/${albumId}/photos`), before);
  });

  it('removes a photo from an album before it reads anything', async () => {
    await using user = await openWindow(`/albums/${albumId}`);
    const { page, main } = user;
    const before = await readAll(`/albums/${albumId}/photos`);
    await main
      .getByRole('listitem')
      .getByRole('button', { name: /^Select / })
      .nth(2)
      .click();
    await selectionCount(user, '1 selected');
    const [asked] = await Promise.all([
      page.waitForRequest(/\/api\/v1\//u),
      main.getByRole('button', { name: 'Remove from album' }).click(),
    ]);
    assert.equal(new URL(asked.url()).pathname, '/api/v1/photos/bulk');
    await page.getByText('Removed 1 photo from the album.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    assert.deepEqual(await readAll(`/albums/${albumId}/photos`), before);
  });

  it('shows every photo after new ones arrived above the viewport', async () => {
    await using user = await openWindow('/me');
    await scrollToEnd(user);
    await uploadPhotos(owner, 3);
    const ids = await readAll('/me/photos');
    await user.page.evaluate('scrollTo(0, 0)');
    await waitFor(
      () => user.photos.first().getAttribute('data-photo'),
      (id) => id === ids[0],
    );
    const shown = new Map<number, string>();
    await waitFor(
      async () => {
        await user.page.evaluate('scrollBy(0, 200)');
        for (const [index, id] of await user.photos.evaluateAll((links) =>
          links.map(({ dataset }) => [Number(dataset.index), dataset.photo ?? ''] as const),
        ))
          shown.set(index, id);
        return shown;
      },
      () => shown.has(150),
    );
    const first = Array.from({ length: 150 }, (_, index) => shown.get(index));
    assert.deepEqual(first, ids.slice(0, 150));
  });
});
