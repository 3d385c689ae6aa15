import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Client, createMember, password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { waitForScript } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { uploadPhotos } from './seed.ts';

describe('unsaved changes', { skip: missingBrowser() }, () => {
  let owner: Client;
  let photoId: string;
  const fixture = createFixture('unsaved', async (vitrine) => {
    owner = await createMember(vitrine, 'ada');
    [photoId = ''] = await uploadPhotos(owner, 1);
  });

  const openWindow = async (path: string) => {
    const user = await fixture.openWindow({ member: owner });
    await user.open(path);
    const question = user.page.getByRole('dialog', { name: 'Discard your changes?' });
    const answer = async (name: 'Keep editing' | 'Discard') => {
      await question.getByRole('button', { name }).click();
      await question.waitFor({ state: 'detached' });
    };
    return { ...user, question, answer };
  };

  it('require a confirmation however the dialog is closed, and an untouched form requires none', async () => {
    await using user = await openWindow(`/photos/${photoId}`);
    const { page, chooseMenuItem, question, answer } = user;
    const dialog = page.getByRole('dialog', { name: 'Edit photo' });
    const ways: [name: string, close: () => Promise<void>][] = [
      ['Escape', () => page.keyboard.press('Escape')],
      ['the backdrop', () => page.mouse.click(20, 400)],
      ['the cross', () => dialog.getByRole('button', { name: 'Close' }).click()],
      ['Cancel', () => dialog.getByRole('button', { name: 'Cancel' }).click()],
    ];
    for (const [name, close] of ways) {
      await chooseMenuItem('More', 'Edit');
      await dialog.waitFor();
      await close();
      await dialog.waitFor({ state: 'detached' });
      assert.equal(await question.count(), 0, `${name} closes an untouched form`);

      await chooseMenuItem('More', 'Edit');
      const title = dialog.getByLabel('Title');
      await title.fill(`By ${name}`);
      await close();
      await question.waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      assert.equal(await title.inputValue(), `By ${name}`, `${name} loses nothing`);
      await close();
      await answer('Discard');
      await dialog.waitFor({ state: 'detached' });
    }
    const { body } = await owner.call('GET', `/photos/${photoId}`);
    assert.equal((body as { title: string }).title, '');
  });

  it('include the first letter of a tag until it is deleted', async () => {
    await using user = await openWindow(`/photos/${photoId}`);
    const { page, chooseMenuItem, question, answer } = user;
    const dialog = page.getByRole('dialog', { name: 'Edit photo' });
    await chooseMenuItem('More', 'Edit');
    await dialog.getByLabel('Tags').first().pressSequentially('s');
    await page.keyboard.press('Escape');
    await answer('Keep editing');
    await dialog.getByLabel('Tags').first().fill('');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await question.count(), 0);
  });

  it('move the focus to the safe answer of the confirmation', async () => {
    await using user = await openWindow('/me/albums');
    const { page, main, question } = user;
    await main.getByRole('button', { name: 'New album' }).click();
    const dialog = page.getByRole('dialog', { name: 'New album' });
    await dialog.waitFor();
    await page.keyboard.type('A summer');
    await page.keyboard.press('Escape');
    await question.waitFor();
    await user.saveScreenshot('question');
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await page.keyboard.type(' by the sea');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/albums\/[^/]+$/u);
    await main.getByRole('heading', { name: 'A summer by the sea', level: 1 }).waitFor();
    assert.equal(await question.count(), 0);
  });

  it('block links, Back and Forward until they are discarded or saved', async () => {
    await using user = await openWindow('/');
    const { page, main, banner, chooseMenuItem, question, answer } = user;
    const path = () => new URL(page.url()).pathname;
    const arrives = (wanted: string) =>
      waitFor(
        async () => path(),
        (now) => now === wanted,
      );
    await chooseMenuItem(/^Account of/u, 'Settings');
    const about = main.getByLabel('About you');
    await about.fill('Photographs of engines.');

    await banner.getByRole('link', { name: 'Library' }).click();
    await answer('Keep editing');
    assert.equal(path(), '/settings');

    await page.goBack();
    await answer('Keep editing');
    await arrives('/settings');
    assert.equal(await about.inputValue(), 'Photographs of engines.');

    await page.goBack();
    await answer('Discard');
    await arrives('/');
    await user.waitForPhotos(1);
    await page.goForward();
    await arrives('/settings');

    await about.fill('Photographs of engines.');
    await main.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved.').waitFor();
    await banner.getByRole('link', { name: 'Library' }).click();
    await arrives('/me');
    assert.equal(await question.count(), 0);
  });

  it('survive a text selection that ends outside the dialog', async () => {
    await using user = await openWindow(`/photos/${photoId}`);
    const { page } = user;
    await user.chooseMenuItem('More', 'Edit');
    const dialog = page.getByRole('dialog', { name: 'Edit photo' });
    const title = dialog.getByLabel('Title');
    await title.fill('Sunday at the lake');
    await title.hover();
    await page.mouse.down();
    await page.mouse.move(100, 300, { steps: 5 });
    await page.mouse.up();
    assert.equal(await page.getByRole('dialog').count(), 1);
    await page.mouse.click(100, 300);
    await page.getByRole('dialog', { name: 'Discard your changes?' }).waitFor();
  });

  it('include text typed before the script loaded', async () => {
    await using user = await openWindow('/');
    const { page, main } = user;
    const held = Promise.withResolvers<void>();
    await page.route(/\/assets\/[^/]*\.js$/u, async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto('/settings', { waitUntil: 'commit' });
    const name = main.getByLabel('Name', { exact: true });
    await name.fill('Ada the Early');
    held.resolve();
    await waitForScript(page);
    await main.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved.').waitFor();
    assert.equal(await name.inputValue(), 'Ada the Early');
    const { body } = await owner.call('GET', '/me');
    assert.equal((body as { account: { displayName: string } }).account.displayName, 'Ada the Early');
  });

  it('make the browser ask for a confirmation before a reload', async () => {
    await using user = await openWindow('/settings');
    const { page, main } = user;
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    assert.deepEqual(asked, [], 'an untouched page is reloaded');
    await waitForScript(page);
    await main.getByLabel('Name', { exact: true }).pressSequentially('A');
    await page.reload();
    assert.deepEqual(asked, ['beforeunload']);
  });

  it('include a token shown only once, which stays until it is dismissed and can be copied', async () => {
    await using user = await openWindow('/settings');
    const { page, main } = user;
    await page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await page.reload();
    await waitForScript(page);
    // Wait for the list above, which shifts everything below it when it loads.
    await main.getByText('This browser').waitFor();
    await main.getByRole('button', { name: 'New token' }).click();
    const form = page.getByRole('dialog', { name: 'New token' });
    await form.getByLabel('Name').fill('A script');
    await form.getByLabel('Current password').fill(password);
    await form.getByRole('button', { name: 'Create token' }).click();
    const secret = page.getByRole('dialog', { name: 'Your new token' });
    await secret.getByRole('button', { name: 'Copy' }).click();
    await secret.getByText('The token could not be copied.').waitFor();
    await page.mouse.click(10, 10);
    assert.equal(await secret.isVisible(), true);
    await secret.getByRole('button', { name: 'Done' }).click();
    await secret.waitFor({ state: 'detached' });
    await main.getByText('A script', { exact: true }).waitFor();
  });
});
