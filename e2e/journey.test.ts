import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { backends } from '../server/src/testing/app/backends.ts';
import { password, waitFor } from './api-client.ts';
import { launchBrowser, missingBrowser } from './browser.ts';
import { createBrowserUser, narrow, waitForScript } from './browser-user.ts';
import { findSamplePhotos } from './sample-photos.ts';
import { startOnBackend } from './start-on-backend.ts';
import { createSteps } from './steps.ts';

const photoPage = /\/photos\/[^/]+$/u;

describe('a new user’s journey', { skip: missingBrowser() }, () => {
  for (const backend of backends)
    it(`leads from registration to the deletion of the account on ${backend.name}`, {
      skip: backend.skip,
    }, async (t) => {
      await using vitrine = await startOnBackend(backend);
      await using browser = await launchBrowser();
      const folder = `journey-${backend.name.replaceAll(/[^\w]+/gu, '-').toLowerCase()}`;
      await using user = await createBrowserUser(browser, vitrine, folder);
      const { page, main, banner, photos, saveScreenshot } = user;
      const files = await findSamplePhotos(10);
      const statusFor = async (path: string) => (await fetch(`${vitrine.url}${path}`)).status;
      const step = createSteps(t, user);

      await step('a visitor registers, and the code from the e-mail confirms and logs in', async () => {
        await user.open('/');
        await saveScreenshot('01-home-empty');
        await banner.getByRole('link', { name: 'Register' }).click();
        await main.getByLabel('User name').fill('ada');
        await main.getByLabel('E-mail address').fill('ada@example.org');
        await main.getByLabel('Password', { exact: true }).fill(password);
        await saveScreenshot('02-register');
        await main.getByRole('button', { name: 'Register' }).click();
        await page.waitForURL(/\/confirm/u);
        const code = await waitFor(() => vitrine.codeFor('ada@example.org'));
        await main.getByLabel('Code').fill(code);
        await page.waitForURL(/\/me$/u);
        await saveScreenshot('03-confirmed');
      });

      await step('a wrong password is refused without revealing what was wrong', async () => {
        await user.chooseMenuItem(/^Account of/u, 'Log out');
        await banner.getByRole('link', { name: 'Log in' }).click();
        await main.getByLabel('User name or e-mail address').fill('ada');
        await main.getByLabel('Password', { exact: true }).fill('not the password');
        await main.getByRole('button', { name: 'Log in' }).click();
        await main.getByText('Wrong name or password').first().waitFor();
        await saveScreenshot('04-wrong-password');
        await main.getByLabel('Password', { exact: true }).fill(password);
        await main.getByRole('button', { name: 'Log in' }).click();
        await banner.getByRole('button', { name: 'Upload' }).waitFor();
        await page.waitForURL(/\/me$/u);
        await banner.getByRole('link', { name: 'Vitrine' }).click();
      });

      await step('ten uploaded photos appear on the open page', async () => {
        await main.getByRole('heading', { name: 'No photos yet' }).waitFor();
        await user.upload(files);
        const question = page.getByRole('dialog', { name: 'Who can see your photos?' });
        await question.getByRole('radio', { name: /^Public/u }).check();
        await question.getByRole('button', { name: 'Save choice' }).click();
        await page.getByRole('heading', { name: '10 uploaded' }).waitFor();
        await user.waitForPhotos(10);
        await saveScreenshot('05-uploaded');
        await page.getByRole('region', { name: 'Uploads' }).getByRole('button', { name: 'Close' }).click();
        await banner.getByRole('link', { name: 'Library' }).click();
        await main.getByRole('heading', { name: 'Your photos' }).waitFor();
        await user.waitForPhotos(10);
        await saveScreenshot('06-own-gallery');
      });

      await step('a duplicate file is recognised', async () => {
        await user.upload(files.slice(0, 1));
        await page.getByText('Already in your library').waitFor();
        await saveScreenshot('07-recognised');
        await page.reload();
        await user.waitForPhotos(10);
      });

      await step(
        'a file that is not a picture is refused at once, and a damaged one is reported once',
        async () => {
          const notes = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('only words') };
          const start = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
          const damaged = { ...notes, name: 'damaged.jpg', buffer: Buffer.concat([start, notes.buffer]) };
          await user.upload([notes, damaged]);
          await page.getByRole('heading', { name: '2 failed' }).waitFor();
          await page.reload();
          const attention = main.getByRole('region', { name: 'Needs attention' });
          await attention.getByRole('button', { name: 'Review' }).click();
          await attention.getByText('damaged.jpg').waitFor();
          await user.waitForPhotos(10);
          assert.equal(await main.getByText('damaged.jpg').count(), 1);
          assert.equal(await main.getByText('notes.jpg').count(), 0, 'the file was never sent');
          await attention.getByRole('button', { name: 'Dismiss', exact: true }).click();
          await page.getByText(/^Dismissed .damaged.jpg.\.$/u).waitFor();
        },
      );

      await step('visitors see the photos on the home page without JavaScript', async () => {
        await using visitor = await createBrowserUser(browser, vitrine, folder, { javaScriptEnabled: false });
        await visitor.open('/');
        assert.equal(await visitor.photos.count(), 10);
        await visitor.saveScreenshot('08-home-without-script');
      });

      await step('a photo is liked, titled, tagged and found by its tag', async () => {
        await banner.getByRole('link', { name: 'Vitrine' }).click();
        await user.waitForPhotos(10);
        await saveScreenshot('09-home');
        await photos.first().click();
        await page.waitForURL(photoPage);
        await main.getByRole('button', { name: 'Like', exact: true }).click();
        await main.getByRole('button', { name: '1 like. Liked by' }).waitFor();
        await saveScreenshot('10-photo');
        await user.chooseMenuItem('More', 'Edit');
        const dialog = page.getByRole('dialog', { name: 'Edit photo' });
        await dialog.getByLabel('Title').fill('By the sea');
        await dialog.getByRole('combobox', { name: 'Tags' }).fill('Evening');
        await page.keyboard.press('Enter');
        await saveScreenshot('11-edit');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await main.getByRole('heading', { name: 'By the sea' }).waitFor();
        await main.getByRole('link', { name: 'Evening' }).click();
        await main.getByRole('heading', { name: 'Tagged' }).waitFor();
        await user.waitForPhotos(1);
        await saveScreenshot('12-tag');
        await user.open('/me/likes');
        await user.waitForPhotos(1);
      });

      await step('the download is identical to the uploaded file', async () => {
        await photos.first().click();
        await page.waitForURL(photoPage);
        const downloading = page.waitForEvent('download');
        await user.chooseMenuItem('Download', 'Original');
        const download = await downloading;
        const source = files.find((path) => basename(path) === download.suggestedFilename());
        assert.ok(source, `${download.suggestedFilename()} is one of the files`);
        const digests = [source, await download.path()].map(async (path) =>
          createHash('sha256')
            .update(await readFile(path))
            .digest('hex'),
        );
        const [sent, received] = await Promise.all(digests);
        assert.equal(received, sent);
      });

      await step('Back returns to the previous page', async () => {
        await page.goBack();
        await page.waitForURL(/\/me\/likes$/u);
        await user.waitForPhotos(1);
      });

      await step('tags of several photos are changed and restored by Undo', async () => {
        await user.open('/me');
        await user.waitForPhotos(10);
        const ticks = main.getByRole('listitem').getByRole('button', { name: /^Select / });
        for (const at of [0, 1]) await ticks.nth(at).click();
        await main.getByRole('button', { name: 'Tags' }).click();
        const dialog = page.getByRole('dialog', { name: 'Tags of the selected photos' });
        await dialog.getByLabel('Add tags').fill('Winter');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.getByText('Updated tags on 2 photos.').waitFor();
        // A toast under the pointer stays.
        await page.getByRole('button', { name: 'Undo' }).hover();
        await page.keyboard.press('Escape');
        const tags = () => main.getByLabel('Tag').getByRole('option').allTextContents();
        const offers = (tag: string, isOffered: boolean) =>
          waitFor(tags, (offered) => offered.includes(tag) === isOffered);
        await offers('Winter', true);
        await page.getByRole('button', { name: 'Undo' }).click();
        await page.getByText('Undone.').waitFor();
        await offers('Winter', false);
        await offers('Evening', true);
      });

      await step('photos are added to an album and reordered', async () => {
        await user.open('/me/albums');
        await main.getByRole('button', { name: 'New album' }).click();
        const form = page.getByRole('dialog', { name: 'New album' });
        await form.getByLabel('Title').fill('One summer');
        await form.getByRole('radio', { name: 'Public' }).check();
        await form.getByRole('button', { name: 'Save' }).click();
        await main.getByRole('heading', { name: 'One summer' }).waitFor();
        const add = async () => {
          await main.getByRole('button', { name: 'Add photos' }).first().click();
          const picker = page.getByRole('dialog', { name: 'Add photos' });
          for (const at of [0, 1, 2]) await picker.getByRole('button', { name: 'Choose ' }).nth(at).click();
          await saveScreenshot('13-add-to-album');
          await picker.getByRole('button', { name: 'Add 3 photos' }).click();
          await user.waitForPhotos(3);
        };
        await add();
        await page.getByRole('button', { name: 'Undo' }).click();
        await main.getByRole('heading', { name: 'This album is empty' }).waitFor();
        await add();
        const order = () =>
          photos.evaluateAll((links) => links.map((link) => link.getAttribute('data-photo')));
        const [first, ...others] = await order();
        await main.getByRole('button', { name: 'Reorder' }).click();
        const sheet = page.getByRole('region', { name: 'Reorder photos' });
        await sheet.getByRole('button', { name: ', 1 of 3' }).click();
        await sheet.getByRole('button', { name: ', 3 of 3' }).click();
        await saveScreenshot('14-arrange');
        await sheet.getByRole('button', { name: 'Save order' }).click();
        await user.waitForPhotos(3);
        assert.deepEqual(await order(), [...others, first]);
        await page.reload();
        await waitForScript(page);
        await user.waitForPhotos(3);
        assert.deepEqual(await order(), [...others, first]);
        await saveScreenshot('15-album');
      });

      await step('a photo moves to the trash and is restored', async () => {
        await banner.getByRole('link', { name: 'Vitrine' }).click();
        await user.waitForPhotos(10);
        await photos.first().click();
        await page.waitForURL(photoPage);
        const { pathname } = new URL(page.url());
        await user.chooseMenuItem('More', 'Move to trash');
        await page.getByText('Photo moved to the trash.').waitFor();
        await user.waitForPhotos(9);
        assert.equal(await statusFor(pathname), 404);
        await user.chooseMenuItem(/^Account of/u, 'Trash');
        await user.waitForPhotos(1);
        await main.getByRole('button', { name: /^Select / }).click();
        await saveScreenshot('16-trash');
        await main.getByRole('button', { name: 'Restore' }).click();
        await page.getByText('Restored 1 photo.').waitFor();
        await main.getByRole('heading', { name: 'The trash is empty' }).waitFor();
        assert.equal(await statusFor(pathname), 200);
      });

      await step('the home page works in a narrow window and the dark theme', async () => {
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.setViewportSize(narrow);
        await user.open('/');
        await photos.first().waitFor();
        await saveScreenshot('17-home-narrow-dark');
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: 1440, height: 900 });
      });

      await step('logging out ends the session', async () => {
        await user.chooseMenuItem(/^Account of/u, 'Log out');
        await banner.getByRole('link', { name: 'Log in' }).waitFor();
        await user.open('/me');
        await page.waitForURL(/\/login/u);
        await saveScreenshot('18-logged-out');
      });

      await step('deleting the account hides its photos from everyone', async () => {
        await main.getByLabel('User name or e-mail address').fill('ada');
        await main.getByLabel('Password', { exact: true }).fill(password);
        await main.getByRole('button', { name: 'Log in' }).click();
        await page.waitForURL(/\/me$/u);
        await user.chooseMenuItem(/^Account of/u, 'Settings');
        await main.getByRole('button', { name: 'Delete account' }).click();
        const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
        await dialog.getByLabel('Password', { exact: true }).fill(password);
        await saveScreenshot('19-cancel');
        await dialog.getByRole('button', { name: 'Delete my account' }).click();
        await main.getByRole('heading', { name: 'Your account will be deleted' }).waitFor();
        await saveScreenshot('20-cancelled');
        assert.equal(await statusFor('/users/ada'), 404);
        await using visitor = await createBrowserUser(browser, vitrine, folder, { javaScriptEnabled: false });
        await visitor.open('/');
        assert.equal(await visitor.photos.count(), 0);
      });

      assert.deepEqual(user.errors, [], 'the browser logged no errors');
    });
});
