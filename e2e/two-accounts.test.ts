import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page, Request } from 'playwright-core';
import { makeJpeg } from '../server/src/testing/pictures.ts';
import { type Client, createMember, password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { uploadPhotos } from './furnish.ts';
import { openWith, type Person, waitForScript } from './person.ts';
import { openScene } from './scene.ts';

describe('two accounts in one browser', { skip: missingBrowser() }, () => {
  let ada: Client;
  let bob: Client;
  const scene = openScene('two-accounts', async (vitrine) => {
    [ada, bob] = [await createMember(vitrine, 'ada'), await createMember(vitrine, 'bob')];
    for (const member of [ada, bob]) {
      const [id] = await uploadPhotos(member, 1);
      await member.call('DELETE', `/photos/${id}`);
    }
  });

  /** Ada, in front of a page of hers; what the browser asks before it leaves is counted. */
  async function sitDown(path: string) {
    // A session of its own: some tests end it.
    await ada.call('POST', '/session', { login: 'ada', password });
    const person = await scene.sitDown({ member: ada });
    let questions = 0;
    person.page.on('dialog', (dialog) => {
      questions += 1;
      void dialog.dismiss();
    });
    await openWith('watch-session', person, path);
    return { ...person, asked: () => questions };
  }
  const accountOf = (page: Page, name: string) =>
    page.getByRole('banner').getByRole('button', { name: `Account of ${name}` });
  /** As another tab does, of which this one has heard nothing yet. */
  const becomeBob = async ({ context }: Person) => {
    const [name = '', value = ''] = bob.cookie().split('=');
    await context.addCookies([{ name, value, url: scene.vitrine.url }]);
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

  it('keep their files apart: a page is drawn anew once another tab has logged somebody in', async () => {
    await using person = await sitDown('/me');
    const held = Promise.withResolvers<void>();
    await person.page.route(
      (url) => !url.pathname.startsWith('/api/'),
      async (route) => {
        if (route.request().method() === 'PUT') await held.promise;
        await route.continue().catch(() => undefined);
      },
    );
    await person.upload(await picture());
    const tray = person.page.getByRole('region', { name: 'Uploads' });
    await tray.getByRole('heading', { name: 'Uploading 0 of 1' }).waitFor();

    const other = await person.context.newPage();
    await other.goto('/');
    await waitForScript(other);
    await logOut(other);
    await person.page.waitForURL(/\/login\?next=%2Fme$/u);
    await other.goto('/login');
    await waitForScript(other);
    await other.getByLabel('User name or e-mail address').fill('bob');
    await other.getByLabel('Password', { exact: true }).fill(password);
    await other.getByRole('main').getByRole('button', { name: 'Log in' }).click();

    await accountOf(person.page, 'bob').waitFor();
    held.resolve();
    assert.equal(await tray.count(), 0);
    assert.equal(person.asked(), 0);
    assert.equal(await countOf(bob, '/me/photos'), 0);
    assert.deepEqual(person.faults, []);
  });

  it('lose nothing to each other, though a page has not heard yet who is logged in', async () => {
    await using person = await sitDown('/me/trash');
    await person.page.getByRole('button', { name: 'Empty the trash' }).click();
    await becomeBob(person);
    await person.page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
    await accountOf(person.page, 'bob').waitFor();
    assert.deepEqual([await countOf(bob, '/me/trash'), await countOf(ada, '/me/trash')], [1, 1]);
  });

  it('get no files of each other, though a page has not heard yet who is logged in', async () => {
    await using person = await sitDown('/');
    await becomeBob(person);
    await person.upload(await picture());
    await accountOf(person.page, 'bob').waitFor();
    assert.deepEqual([await countOf(bob, '/me/photos'), person.asked()], [0, 0]);
  });

  it('are told apart as soon as a page is looked at again', async () => {
    await using person = await sitDown('/me');
    await becomeBob(person);
    await person.page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await accountOf(person.page, 'bob').waitFor();
  });

  it('leave nothing on a page that the browser kept whole', async () => {
    await using person = await sitDown('/');
    await accountOf(person.page, 'ada').waitFor();
    await person.context.clearCookies();
    const drawn = person.page.waitForEvent('load');
    await person.page.evaluate('dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))');
    await drawn;
    await person.banner.getByRole('link', { name: 'Log in' }).waitFor();
  });

  it('are known to the page that one of them has logged in on', async () => {
    await using person = await sitDown('/');
    const { page, main } = person;
    await person.context.clearCookies();
    await person.choose(/^Account of/u, 'Settings');
    await main.getByLabel('User name or e-mail address').fill('bob');
    await main.getByLabel('Password', { exact: true }).fill(password);
    // By what is asked from now on: answers to what was asked before may still come.
    const asked: Request[] = [];
    page.on('request', (request) => asked.push(request));
    await main.getByRole('button', { name: 'Log in' }).click();
    await main.getByText('This browser').waitFor();
    await main.getByRole('button', { name: 'New token' }).waitFor();
    const statuses = await Promise.all(asked.map(async (request) => (await request.response())?.status()));
    assert.ok(!statuses.includes(401), `answered ${statuses}`);
  });

  it('do not part somebody from what is not saved where they log in again from another tab', async () => {
    await using person = await sitDown('/settings');
    const about = person.main.getByLabel('About you');
    await about.fill('Photographs of engines.');
    const cookies = await person.context.cookies();
    await person.context.clearCookies();
    const save = person.main.getByRole('button', { name: 'Save' }).first();
    await save.click();
    await person.banner.getByRole('link', { name: 'Log in' }).waitFor();
    await person.context.addCookies(cookies);
    await person.page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await accountOf(person.page, 'ada').waitFor();
    await save.click();
    const bio = async () => ((await ada.call('GET', '/me')).body as { account: { bio: string } }).account.bio;
    await waitFor(bio, (now) => now === 'Photographs of engines.');
  });
});
