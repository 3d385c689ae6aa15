import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { type Client, createMember, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { type BrowserUser, narrow } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { uploadPhotos } from './seed.ts';

describe('visibility', { skip: missingBrowser() }, () => {
  let member: Client;
  let members = 0;
  const fixture = createFixture('visibility');

  /** Opens a window of a new member without upload defaults. */
  async function openWindow(options = {}): Promise<BrowserUser> {
    members += 1;
    member = await createMember(fixture.vitrine, `member-${members}`);
    await member.call('PATCH', '/me', { uploadDefaults: null });
    return fixture.openWindow({ member, ...options });
  }
  const files = (count: number, hue: number) =>
    Promise.all(
      Array.from({ length: count }, async (_, index) => ({
        name: `${hue}-${index}.jpg`,
        mimeType: 'image/jpeg',
        buffer: Buffer.from(await makeJpeg({ hue: hue + index * 5 })),
      })),
    );
  type Own = { visibility: string; allowDownload: boolean; status: string };
  const readOwn = async (count: number) => {
    const { body } = await waitFor(
      () => member.call('GET', '/me/photos') as Promise<{ body: { items: Own[] } }>,
      ({ body }) => body.items.length === count && body.items.every(({ status }) => status === 'ready'),
    );
    return body.items.map(({ visibility, allowDownload }) => `${visibility} ${allowDownload}`);
  };
  const defaults = async () =>
    ((await member.call('GET', '/me')).body as { account: { uploadDefaults: unknown } }).account
      .uploadDefaults;
  const question = ({ page }: BrowserUser) => page.getByRole('dialog', { name: 'Who can see your photos?' });
  const tray = ({ page }: BrowserUser) => page.getByRole('region', { name: 'Uploads' });

  it('must be chosen at the first upload, which stays private until then', async () => {
    await using user = await openWindow();
    await user.open('/');
    await user.upload(await files(2, 0));
    await question(user).waitFor();
    assert.equal(
      await question(user)
        .getByRole('radio', { name: /^Private/u })
        .isChecked(),
      true,
    );
    assert.deepEqual(await readOwn(2), ['private false', 'private false']);
    await user.saveScreenshot('01-question');

    await question(user).getByRole('button', { name: 'Not now' }).click();
    assert.deepEqual(await readOwn(2), ['private false', 'private false']);
    assert.equal(await defaults(), null);
    await tray(user)
      .getByRole('button', { name: /^Visibility of these uploads: Private/u })
      .waitFor();
    await user.saveScreenshot('02-tray');
    await tray(user).getByRole('button', { name: 'Close' }).click();

    await user.upload(await files(2, 100));
    await question(user)
      .getByRole('radio', { name: /^Public/u })
      .check();
    await question(user).getByRole('checkbox', { name: 'Others may download the original' }).check();
    await question(user).getByRole('button', { name: 'Save choice' }).click();
    await question(user).waitFor({ state: 'detached' });
    await waitFor(
      () => readOwn(4),
      (own) => own.filter((one) => one === 'public true').length === 2,
    );
    assert.deepEqual(await defaults(), { visibility: 'public', allowDownload: true });

    await tray(user).getByRole('button', { name: 'Close' }).click();
    await user.upload(await files(1, 200));
    await tray(user).getByRole('heading', { name: '1 uploaded' }).waitFor();
    assert.equal(await question(user).count(), 0, 'the choice is remembered');
    assert.equal((await readOwn(5)).filter((one) => one === 'public true').length, 3);
  });

  it('is changed in the tray for current uploads and in Settings for future ones', async () => {
    await using user = await openWindow();
    await member.call('PATCH', '/me', { uploadDefaults: { visibility: 'unlisted', allowDownload: false } });
    await user.open('/settings');
    const uploads = user.page.getByRole('region', { name: 'Uploads' });
    assert.equal(await uploads.getByRole('radio', { name: /^Anyone with the link/u }).isChecked(), true);
    await uploads.getByRole('radio', { name: /^Private/u }).check();
    await uploads.getByRole('button', { name: 'Save' }).click();
    await user.page.getByText('Saved.').waitFor();
    await user.saveScreenshot('03-settings');
    assert.deepEqual(await defaults(), { visibility: 'private', allowDownload: false });

    await user.open('/');
    await user.upload(await files(2, 300));
    await tray(user).getByRole('heading', { name: '2 uploaded' }).waitFor();
    await tray(user)
      .getByRole('button', { name: /^Visibility of these uploads: Private/u })
      .click();
    const batch = user.page.getByRole('dialog', { name: 'Visibility of these uploads' });
    await batch.getByRole('radio', { name: /^Anyone with the link/u }).check();
    await user.saveScreenshot('04-batch');
    await batch.getByRole('button', { name: 'Save' }).click();
    await tray(user)
      .getByRole('button', { name: /^Visibility of these uploads: Anyone/u })
      .waitFor();
    await waitFor(
      () => readOwn(2),
      (own) => own.every((one) => one === 'unlisted false'),
    );
    assert.deepEqual(await defaults(), { visibility: 'private', allowDownload: false });
  });

  it('is shown as an icon on tiles of own photos, with their date instead of the owner’s name', async () => {
    await using user = await openWindow({ viewport: narrow, colorScheme: 'dark' });
    const [open = '', linked = '', hidden = ''] = await uploadPhotos(member, 3);
    for (const [id, visibility] of [
      [linked, 'unlisted'],
      [hidden, 'private'],
    ])
      await member.call('PATCH', `/photos/${id}`, { visibility });
    const { body: album } = await member.call('POST', '/albums', {
      title: 'Walks',
      visibility: 'public',
      photoIds: [open, linked, hidden],
    });
    for (const path of ['/me', `/albums/${(album as { id: string }).id}`]) {
      await user.open(path);
      await user.waitForPhotos(3);
      const tile = (id: string) => user.main.locator(`a[data-photo="${id}"]`);
      assert.match((await tile(linked).textContent()) ?? '', /Anyone with the link/u, path);
      assert.match((await tile(hidden).textContent()) ?? '', /Private/u, path);
      assert.doesNotMatch((await tile(open).textContent()) ?? '', /Private|link|by /u, path);
      await user.saveScreenshot(path === '/me' ? '05-library-narrow-dark' : '06-album-narrow-dark');
    }
    await user.main.getByText('1 photo in this album is private.').waitFor();
    await user.main.getByRole('button', { name: 'Make public' }).click();
    await user.page.getByText('2 photos are now public.').waitFor();
    await waitFor(
      () => readOwn(3),
      (own) => own.every((one) => one.startsWith('public')),
    );
    await user.main.getByText('in this album').waitFor({ state: 'detached' });
  });

  it('must be chosen when private photos join a public album, and when an album becomes public', async () => {
    await using user = await openWindow();
    const [id] = await uploadPhotos(member, 1);
    await member.call('PATCH', `/photos/${id}`, { visibility: 'private' });
    const { body } = await member.call('POST', '/albums', { title: 'Walks', visibility: 'public' });
    const { id: albumId } = body as { id: string };
    await user.open(`/albums/${albumId}`);
    await user.main.getByRole('button', { name: 'Add photos' }).click();
    const adding = user.page.getByRole('dialog', { name: 'Add photos' });
    await adding.getByRole('button', { name: /^Choose /u }).click();
    await adding.getByRole('button', { name: 'Add 1 photo' }).click();
    const asked = user.page.getByRole('dialog', { name: 'Some photos stay hidden' });
    await asked.getByText('1 photo in this album is private. Others will not see it.').waitFor();
    await user.saveScreenshot('07-withheld');
    await asked.getByRole('button', { name: 'Leave as is' }).click();
    await user.main.getByText('1 photo in this album is private.').waitFor();
    await user.saveScreenshot('08-album');

    await member.call('PATCH', `/albums/${albumId}`, { visibility: 'private' });
    await user.open(`/albums/${albumId}`);
    await user.main.getByRole('button', { name: 'Edit album' }).click();
    const editing = user.page.getByRole('dialog', { name: 'Edit album' });
    await editing.getByRole('radio', { name: /^Public/u }).check();
    await editing.getByRole('button', { name: 'Save' }).click();
    await asked.getByRole('button', { name: 'Make public' }).click();
    assert.deepEqual(
      await waitFor(
        () => readOwn(1),
        ([own]) => own?.startsWith('public') ?? false,
      ),
      ['public true'],
    );
  });

  it('is shown on private photos and before their link is shared', async () => {
    await using user = await openWindow({ permissions: ['clipboard-write'] });
    const [id] = await uploadPhotos(member, 1);
    await member.call('PATCH', `/photos/${id}`, { visibility: 'private' });
    await user.open(`/photos/${id}`);
    const { page } = user;
    await page.getByRole('heading', { name: 'Only you can see this' }).waitFor();
    await user.saveScreenshot('09-photo');
    await page.getByRole('button', { name: 'Share' }).click();
    const asked = page.getByRole('dialog', { name: 'Only you can open this link' });
    await user.saveScreenshot('10-share');
    await asked.getByRole('button', { name: 'Let anyone with the link see it' }).click();
    await page.getByText('Anyone with the link can see this photo now.').waitFor();
    assert.deepEqual(await readOwn(1), ['unlisted true']);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByText('Link copied.', { exact: true }).waitFor();
    await using visitor = await fixture.openWindow();
    await visitor.open(`/photos/${id}`);
    assert.equal(await visitor.page.getByText('Only you can see this').count(), 0);
    assert.equal(await visitor.page.getByText(/Untitled/u).count(), 0);
    await visitor.saveScreenshot('11-visitor');
  });
});
