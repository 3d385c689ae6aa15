import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import { makeJpeg, makeLongJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { type Client, createMember, password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import type { BrowserUser } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { killTab } from './kill-tab.ts';
import { pauseUploads } from './pause-uploads.ts';

const tray = ({ page }: BrowserUser) => page.getByRole('region', { name: 'Uploads' });
const row = (user: BrowserUser, name: string) => tray(user).getByRole('listitem').filter({ hasText: name });
const says = (user: BrowserUser, name: string, words: string | RegExp) =>
  row(user, name).getByText(words).waitFor();

describe('uploads', { skip: missingBrowser() }, () => {
  let directory: string;
  let members = 0;
  const fixture = createFixture('upload', async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-upload-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  /** Opens the empty library of a new member. */
  async function begin(): Promise<BrowserUser & { member: Client }> {
    members += 1;
    const member = await createMember(fixture.vitrine, `member-${members}`);
    const user = await fixture.openWindow({ member });
    await user.open('/me');
    return Object.assign(user, { member });
  }
  async function writePhotos(folder: string, count: number): Promise<string[]> {
    await mkdir(join(directory, folder), { recursive: true });
    const paths = Array.from({ length: count }, (_, index) => join(directory, folder, `photo-${index}.jpg`));
    for (const [index, path] of paths.entries())
      await writeFile(path, await makeJpeg({ width: 900, height: 600, hue: index * 40 }));
    return paths;
  }
  const namesOf = async ({ member }: { member: Client }) => {
    const { body } = await member.call('GET', '/me/photos');
    return (body as { items: { fileName: string }[] }).items.map(({ fileName }) => fileName).sort();
  };

  it('show why a file was refused', async () => {
    await using user = await begin();
    const huge = join(directory, 'huge.jpg');
    await writeFile(huge, '');
    await truncate(huge, 201 * 1024 * 1024);
    const whole = await makeJpeg({ width: 1200, height: 800 });
    const files: [name: string, bytes: Uint8Array, reason: string | RegExp][] = [
      ['empty.jpg', Buffer.of(), 'The file is empty.'],
      ['notes.txt', Buffer.from('words'), 'This is not a picture in a known format.'],
      ['new.jxl', Buffer.from([0xff, 0x0a, 0, 0]), 'This is a JPEG XL picture. Vitrine supports JPEG, PNG,'],
      ['text.jpg', Buffer.from('only words'), 'This is not a picture in a known format.'],
      ['cut.jpg', whole.subarray(0, whole.length / 2), /cut off|damaged|incomplete|broken/iu],
    ];
    for (const [name, bytes] of files) await writeFile(join(directory, name), bytes);
    await user.upload([huge, ...files.map(([name]) => join(directory, name))]);
    await says(user, 'huge.jpg', 'Larger than 200 MB.');
    for (const [name, , reason] of files) await says(user, name, reason);
    await tray(user).getByRole('heading', { name: '6 failed' }).waitFor();
    await user.saveScreenshot('01-refused');
  });

  it('can be cancelled one by one or all at once', async () => {
    await using user = await begin();
    const release = await pauseUploads(user, () => true);
    await user.upload(await writePhotos('cancelled', 3));
    await tray(user).getByRole('button', { name: 'Cancel photo-1.jpg' }).click();
    await says(user, 'photo-1.jpg', 'Cancelled');
    await user.saveScreenshot('02-cancelled');
    await tray(user).getByRole('button', { name: 'Cancel all' }).click();
    for (const name of ['photo-0.jpg', 'photo-2.jpg']) await says(user, name, 'Cancelled');
    release();
    await waitFor(
      () => namesOf(user),
      (names) => names.length === 0,
    );
    await user.main.getByRole('heading', { name: 'Your library is empty' }).waitFor();
  });

  it('resume without a click after all retries failed for lack of a connection', async () => {
    await using user = await begin();
    const { page } = user;
    const reconnect = () => page.evaluate('dispatchEvent(new Event("online"))');
    let attempts = 0;
    await page.route('**/api/v1/uploads', (route) => {
      attempts += 1;
      return route.abort();
    });
    await user.upload(await writePhotos('cut-off', 1));
    // `online` ends the pause before the next attempt. The seventh attempt is the last.
    await waitFor(
      () => reconnect().then(() => attempts),
      (count) => count >= 6,
    );
    await says(user, 'photo-0.jpg', 'There is no connection.');
    await page.unrouteAll({ behavior: 'wait' });
    await reconnect();
    await says(user, 'photo-0.jpg', 'In your library');
  });

  it('resume without a click when the server is back', async () => {
    await using user = await begin();
    const [first = '', ...others] = await writePhotos('away', 4);
    await user.upload(first);
    await says(user, 'photo-0.jpg', 'In your library');
    await fixture.vitrine.end('SIGKILL');
    await user.upload(others);
    await row(user, 'photo-3.jpg').waitFor();
    await fixture.vitrine.restart();
    await tray(user).getByRole('heading', { name: '4 uploaded' }).waitFor();
    await user.waitForPhotos(4);
  });

  /** Chooses two files and ends the session before their uploads begin: the page asks for the password. */
  async function loseSession(user: BrowserUser): Promise<void> {
    const { page, context } = user;
    await user.main.getByRole('heading', { name: 'Your library is empty' }).waitFor();
    await context.clearCookies();
    const held = Promise.withResolvers<void>();
    await page.route('**/api/v1/uploads', async (route) => {
      await held.promise;
      await route.continue();
    });
    await user.upload(await writePhotos('logged-out', 2));
    await tray(user).getByRole('heading', { name: 'Uploading 0 of 2' }).waitFor();
    held.resolve();
    await says(user, 'photo-1.jpg', 'You are logged out. Log in, then try again.');
    await page.waitForURL(/\/login/u);
    await page.unrouteAll({ behavior: 'wait' });
  }
  async function logIn({ page, main }: BrowserUser, login: string): Promise<void> {
    await main.getByLabel('User name or e-mail address').fill(login);
    await main.getByLabel('Password', { exact: true }).fill(password);
    await main.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL(/\/me$/u);
  }

  it('can be retried once the cause is fixed', async () => {
    await using user = await begin();
    await loseSession(user);
    await user.saveScreenshot('03-logged-out');
    await logIn(user, `member-${members}`);
    await tray(user).getByRole('button', { name: 'Try photo-0.jpg again' }).click();
    await says(user, 'photo-0.jpg', 'In your library');
    await tray(user).getByRole('button', { name: 'Try again', exact: true }).click();
    await tray(user).getByRole('heading', { name: '2 uploaded' }).waitFor();
  });

  it('disappear when someone else logs in', async () => {
    await createMember(fixture.vitrine, 'successor');
    await using user = await begin();
    await loseSession(user);
    await logIn(user, 'successor');
    await tray(user).waitFor({ state: 'detached' });
    await user.main.getByRole('heading', { name: 'Your library is empty' }).waitFor();
  });

  it('complete without duplicates after a tab crash and another choice of the same files', async () => {
    await using user = await begin();
    const files = await writePhotos('died', 6);
    await pauseUploads(user, (nth) => nth >= 2);
    await user.upload(files);
    await tray(user).getByText('In your library').nth(1).waitFor();
    await killTab(user.page);
    await using again = await fixture.openWindow({ member: user.member });
    await again.open('/me');
    await again.main.getByRole('region', { name: 'Needs attention' }).waitFor();
    await again.saveScreenshot('04-broken-off');
    await again.upload(files);
    await tray(again).getByRole('heading', { name: '6 uploaded' }).waitFor();
    await again.main.getByRole('region', { name: 'Needs attention' }).waitFor({ state: 'detached' });
    await again.waitForPhotos(6);
    const names = files.map((_, index) => `photo-${index}.jpg`);
    assert.deepEqual(await namesOf(user), names);
    await again.page.reload();
    await again.waitForPhotos(6);
    assert.deepEqual(again.errors, []);
  });

  it('resume a large file after a tab crash and resend at most one part', async () => {
    await using user = await begin();
    const file = join(directory, 'panorama.jpg');
    await writeFile(
      file,
      await makeLongJpeg((fewestUploadParts - 1) * uploadPartBytes + 1000, { width: 900, height: 600 }),
    );
    const sent: string[] = [];
    const notePuts = ({ page }: BrowserUser) =>
      page.on('request', (request) => {
        const part = new URL(request.url()).searchParams.get('part');
        if (request.method() === 'PUT' && part !== null) sent.push(part);
      });
    notePuts(user);
    await pauseUploads(user, (nth) => nth >= 2);
    await user.upload(file);
    const hasSent = (parts: number) =>
      waitFor(
        async () => sent.length,
        (count) => count === parts,
      );
    await hasSent(3);
    await killTab(user.page);

    await using again = await fixture.openWindow({ member: user.member });
    await again.open('/me');
    notePuts(again);
    const release = await pauseUploads(again, () => true);
    await again.upload(file);
    await says(again, 'panorama.jpg', /^Resumed · 10\.5 MB of 31\.5 MB/u);
    // The request follows shortly after the text.
    await hasSent(4);
    await again.saveScreenshot('05-going-on');
    release();
    await says(again, 'panorama.jpg', 'In your library');
    assert.deepEqual(sent, ['1', '2', '3', '3', '4', '5', '6', '7']);
    await again.waitForPhotos(1);
    assert.deepEqual(again.errors, []);
  });

  it('include the photos of a folder and its subfolders, and nothing else', async () => {
    await using user = await begin();
    await writePhotos('folder', 2);
    // A duplicate of the first picture, which makes no further photo.
    await writePhotos('folder/inside', 1);
    for (const name of ['.DS_Store', 'Thumbs.db']) await writeFile(join(directory, 'folder', name), 'x');
    const choosing = user.page.waitForEvent('filechooser');
    await user.main.getByRole('button', { name: 'Upload a folder' }).first().click();
    await (await choosing).setFiles(join(directory, 'folder'));
    await tray(user).getByRole('heading', { name: '3 uploaded' }).waitFor();
    await user.waitForPhotos(2);
  });

  it('continue across pages and ask before the tab is closed', async () => {
    await using user = await begin();
    const { page, banner } = user;
    const release = await pauseUploads(user, () => true);
    await user.upload(await writePhotos('leaving', 2));
    await tray(user).getByRole('heading', { name: 'Uploading 0 of 2' }).waitFor();
    await banner.getByRole('link', { name: 'Vitrine' }).click();
    await page.waitForURL(`${fixture.vitrine.url}/`);
    await tray(user).getByRole('heading', { name: 'Uploading 0 of 2' }).waitFor();
    const asking = page.waitForEvent('dialog');
    const closing = page.close({ runBeforeUnload: true });
    const question = await asking;
    assert.equal(question.type(), 'beforeunload');
    await question.dismiss();
    await closing;
    release();
    await tray(user).getByRole('heading', { name: '2 uploaded' }).waitFor();
  });
});
