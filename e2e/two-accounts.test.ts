import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page, Request } from 'playwright-core';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { type Client, createMember, password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { type BrowserUser, openAndLoadChunk, waitForScript } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { uploadPhotos } from './seed.ts';

describe('two accounts in one browser', { skip: missingBrowser() }, () => {
  let ada: Client;
  let bob: Client;
  const fixture = createFixture('two-accounts', async (vitrine) => {
    [ada, bob] = [await createMember(vitrine, 'ada'), await createMember(vitrine, 'bob')];
    for (const member of [ada, bob]) {
      const [id] = await uploadPhotos(member, 1);
      await member.call('DELETE', `/photos/${id}`);
    }
  });

  /** Opens a page as Ada. Dismisses and counts `beforeunload` questions. */
  async function openWindow(path: string) {
    // Use a new session, because some tests end it.
    await ada.call('POST', '/session', { login: 'ada', password });
    const user = await fixture.openWindow({ member: ada });
    let questions = 0;
    user.page.on('dialog', (dialog) => {
      questions += 1;
      void dialog.dismiss();
    });
    await openAndLoadChunk('watch-session', user, path);
    return { ...user, asked: () => questions };
  }
  const accountOf = (page: Page, name: string) =>
    page.getByRole('banner').getByRole('button', { name: `Account of ${name}` });
  /** Changes the session cookie as another tab would, without notifying this one. */
  const becomeBob = async ({ context }: BrowserUser) => {
    const [name = '', value = ''] = bob.cookie().split('=');
    await context.addCookies([{ name, value, url: fixture.vitrine.url }]);
  };
  const picture = async () => ({
    name: 'of-ada.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from(await makeJpeg({ width: 60, height: 40 })),
  });
  const countOf = async (member: Client, path: string) =>
    ((await member.call('GET', path)).body as { items: unknown[] }).items.length;
  async function logOut(page: Page) {
    await page.getByRole('button', { name: /^Account of/u }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('banner').getByRole('link', { name: 'Log in' }).waitFor();
  }

  it('keep their files apart: a page reloads once another tab has logged in someone else', async () => {
    await using user = await openWindow('/me');
    const held = Promise.withResolvers<void>();
    await user.page.route(
      (url) => !url.pathname.startsWith('/api/'),
      async (route) => {
        if (route.request().method() === 'PUT') await held.promise;
        await route.continue().catch(() => undefined);
      },
    );
    await user.upload(await picture());
    const tray = user.page.getByRole('region', { name: 'Uploads' });
    await tray.getByRole('heading', { name: 'Uploading 0 of 1' }).waitFor();

    const other = await user.context.newPage();
    await other.goto('/');
    await waitForScript(other);
    await logOut(other);
    await user.page.waitForURL(/\/login\?next=%2Fme$/u);
    await other.goto('/login');
    await waitForScript(other);
    await other.getByLabel('User name or e-mail address').fill('bob');
    await other.getByLabel('Password', { exact: true }).fill(password);
    await other.getByRole('main').getByRole('button', { name: 'Log in' }).click();

    await accountOf(user.page, 'bob').waitFor();
    held.resolve();
    assert.equal(await tray.count(), 0);
    assert.equal(user.asked(), 0);
    assert.equal(await countOf(bob, '/me/photos'), 0);
    assert.deepEqual(user.errors, []);
  });

  it('cannot delete each other’s photos from an outdated page', async () => {
    await using user = await openWindow('/me/trash');
    await user.page.getByRole('button', { name: 'Empty the trash' }).click();
    await becomeBob(user);
    await user.page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
    await accountOf(user.page, 'bob').waitFor();
    assert.deepEqual([await countOf(bob, '/me/trash'), await countOf(ada, '/me/trash')], [1, 1]);
  });

  it('receive no files of each other from an outdated page', async () => {
    await using user = await openWindow('/');
    await becomeBob(user);
    await user.upload(await picture());
    await accountOf(user.page, 'bob').waitFor();
    assert.deepEqual([await countOf(bob, '/me/photos'), user.asked()], [0, 0]);
  });

  it('are distinguished as soon as a page is visible again', async () => {
    await using user = await openWindow('/me');
    await becomeBob(user);
    await user.page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await accountOf(user.page, 'bob').waitFor();
  });

  it('leave nothing on a page restored from the back/forward cache', async () => {
    await using user = await openWindow('/');
    await accountOf(user.page, 'ada').waitFor();
    await user.context.clearCookies();
    const drawn = user.page.waitForEvent('load');
    await user.page.evaluate('dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))');
    await drawn;
    await user.banner.getByRole('link', { name: 'Log in' }).waitFor();
  });

  it('change at the log-in page without a request that fails with 401', async () => {
    await using user = await openWindow('/');
    const { page, main } = user;
    await user.context.clearCookies();
    await user.chooseMenuItem(/^Account of/u, 'Settings');
    await main.getByLabel('User name or e-mail address').fill('bob');
    await main.getByLabel('Password', { exact: true }).fill(password);
    // Record only new requests. Responses to earlier ones may still arrive.
    const asked: Request[] = [];
    page.on('request', (request) => asked.push(request));
    await main.getByRole('button', { name: 'Log in' }).click();
    await main.getByText('This browser').waitFor();
    await main.getByRole('button', { name: 'New token' }).waitFor();
    const statuses = await Promise.all(asked.map(async (request) => (await request.response())?.status()));
    assert.ok(!statuses.includes(401), `answered ${statuses}`);
  });

  it('keep unsaved changes when the same user logs in again from another tab', async () => {
    await using user = await openWindow('/settings');
    const about = user.main.getByLabel('About you');
    await about.fill('Photographs of engines.');
    const cookies = await user.context.cookies();
    await user.context.clearCookies();
    const save = user.main.getByRole('button', { name: 'Save' }).first();
    await save.click();
    await user.banner.getByRole('link', { name: 'Log in' }).waitFor();
    await user.context.addCookies(cookies);
    await user.page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await accountOf(user.page, 'ada').waitFor();
    await save.click();
    const bio = async () => ((await ada.call('GET', '/me')).body as { account: { bio: string } }).account.bio;
    await waitFor(bio, (now) => now === 'Photographs of engines.');
  });
});
