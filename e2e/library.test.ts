import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Client, createMember, password } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { type BrowserUser, narrow, wide } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { uploadPhotos } from './seed.ts';

describe('the library', { skip: missingBrowser() }, () => {
  let member: Client;
  let ids: string[];
  const fixture = createFixture('library', async (vitrine) => {
    member = await createMember(vitrine, 'maya');
    ids = await uploadPhotos(member, 4);
    await member.call('PATCH', `/photos/${ids[0]}`, { tags: ['Yosemite', 'Yoga', 'Mayo'] });
  });

  const countToasts = ({ page }: BrowserUser) =>
    page.getByRole('status').getByRole('button', { name: 'Close' }).count();

  it('selects photos by a box that starts in the page margin', async () => {
    await using user = await fixture.openWindow({ member });
    const { page, main, photos } = user;
    await user.open('/me');
    await user.waitForPhotos(4);
    const first = await photos.first().boundingBox();
    const last = await photos.last().boundingBox();
    assert.ok(first && last);
    await page.mouse.move(4, first.y + 4);
    await page.mouse.down();
    await page.mouse.move(wide.width - 30, last.y + 20, { steps: 8 });
    await user.saveScreenshot('box');
    await page.mouse.up();
    await main.getByRole('status').getByText('4 selected').waitFor();
    await page.keyboard.press('Escape');
    await photos.first().click();
    await page.waitForURL(/\/photos\//u);
    assert.deepEqual(user.errors, []);
  });

  it('suggests tags of other photos, by keyboard and by pointer', async () => {
    await using user = await fixture.openWindow({ member });
    const { page } = user;
    await user.open(`/photos/${ids[1]}`);
    await user.chooseMenuItem('More', 'Edit');
    const dialog = page.getByRole('dialog', { name: 'Edit photo' });
    const field = dialog.getByRole('combobox', { name: 'Tags' });
    await field.pressSequentially('yo');
    const options = dialog.getByRole('option');
    await options.first().waitFor();
    await user.saveScreenshot('suggested-tags');
    assert.deepEqual(await options.allTextContents(), ['Yoga', 'Yosemite', 'Mayo']);
    await page.keyboard.press('Escape');
    assert.equal(await options.count(), 0);
    assert.equal(await dialog.isVisible(), true, 'only the suggestions close');
    await field.pressSequentially('s');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Remove the tag Yosemite' }).waitFor();
    await field.pressSequentially('yog');
    await options.first().click();
    await dialog.getByRole('button', { name: 'Remove the tag Yoga' }).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(((await member.call('GET', `/photos/${ids[1]}`)).body as { tags: string[] }).tags, [
      'Yosemite',
      'Yoga',
    ]);
    assert.deepEqual(user.errors, []);
  });

  it('permanently deletes selected photos in the trash, and restores one from its page', async () => {
    for (const id of ids.slice(0, 3)) await member.call('DELETE', `/photos/${id}`);
    await using user = await fixture.openWindow({ member });
    const { page, main, photos } = user;
    await user.open('/me/trash');
    await user.waitForPhotos(3);
    await main
      .getByRole('listitem')
      .getByRole('button', { name: /^Select / })
      .first()
      .click();
    await main.getByRole('button', { name: 'Delete for good' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this photo for good?' });
    await user.saveScreenshot('delete-for-good');
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await user.waitForPhotos(2);
    await page.getByText('Deleted 1 photo for good.').waitFor();
    await photos.first().click();
    const note = main.getByText('This photo is in the trash.');
    await note.waitFor();
    await user.saveScreenshot('photo-in-the-trash');
    assert.equal(await main.getByRole('button', { name: 'Share' }).count(), 0);
    await main.getByRole('button', { name: 'Restore' }).click();
    await note.waitFor({ state: 'detached' });
    await main.getByRole('button', { name: 'Share' }).click();
    await page.getByText(/copied/u).waitFor();
    assert.equal(await countToasts(user), 1, 'a toast replaces the previous one');
    assert.deepEqual(user.errors, []);
  });

  it('crops a photo to a profile picture', async () => {
    await using user = await fixture.openWindow({ member, viewport: narrow });
    const { page, main } = user;
    await user.open('/settings');
    await main.getByRole('button', { name: 'Choose from your photos' }).click();
    await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: 'Crop your picture' });
    const part = dialog.getByRole('group', { name: 'Part of the photo' });
    await part.press('ArrowRight');
    await dialog.getByRole('slider', { name: 'Zoom' }).fill('2');
    await user.saveScreenshot('crop');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await main.locator('img[src*="/media/avatars/"][src$="-500.webp"]').waitFor();
    assert.deepEqual(user.errors, []);
  });

  it('shows when the account will be deleted, and lets the user keep it', async () => {
    const leaving = await createMember(fixture.vitrine, 'leaving');
    await using user = await fixture.openWindow({ member: leaving, viewport: narrow });
    const { page, main } = user;
    await user.open('/settings');
    await main.getByRole('button', { name: 'Delete account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Delete my account' }).click();
    await page.waitForURL(/\/settings\/deletion$/u);
    await main.getByRole('heading', { name: 'Your account will be deleted', level: 1 }).waitFor();
    await user.saveScreenshot('deletion');
    await main.getByRole('button', { name: 'Keep my account' }).click();
    await main.getByRole('heading', { name: 'Your account is safe' }).waitFor();
    assert.deepEqual(user.errors, []);
  });

  it('shows visitors blurred placeholders before any script runs', async () => {
    const html = await (await fetch(fixture.vitrine.url)).text();
    assert.match(html, /background-image:url\(data:image\/bmp;base64,[\w+/]{80,300}=*\)/u);
    await using user = await fixture.openWindow();
    await user.open('/');
    await user.photos.first().waitFor();
    assert.deepEqual(user.errors, [], 'the page hydrates the server’s markup');
  });

  it('offers visitors links and a theme choice in the footer, and remembers the theme', async () => {
    await using user = await fixture.openWindow({ viewport: narrow });
    const { page } = user;
    await user.open('/');
    const footer = page.getByRole('contentinfo');
    await footer.getByLabel('Appearance').selectOption('Dark');
    await user.saveScreenshot('footer');
    await page.reload();
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    assert.equal(await footer.getByLabel('Appearance').inputValue(), 'dark');
    await footer.getByRole('link', { name: 'API' }).click();
    await page.waitForURL(/\/api\/docs$/u);
  });
});
