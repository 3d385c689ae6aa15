import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findLanAddresses } from '../server/src/entry/serve.ts';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { parseMail } from '../server/src/testing/servers/parse-mail.ts';
import { password, waitFor } from './api-client.ts';
import { launchBrowser, missingBrowser } from './browser.ts';
import { createBrowserUser, narrow } from './browser-user.ts';
import { startVitrine } from './vitrine-process.ts';

const [address] = findLanAddresses();

describe('a phone on the local network', {
  skip: missingBrowser() || (!address && 'no network here'),
}, () => {
  it('registers, uploads and downloads at the URL that --lan prints', async () => {
    await using vitrine = await startVitrine({}, undefined, ['--lan']);
    const url = `http://${address}:${new URL(vitrine.url).port}`;
    assert.ok(vitrine.output().includes(`Vitrine is ready at ${url}`));
    await using browser = await launchBrowser();
    await using user = await createBrowserUser(browser, { url }, 'lan', { viewport: narrow });
    const { page, main } = user;

    await user.open('/register');
    await main.getByLabel('User name').fill('ada');
    await main.getByLabel('E-mail address').fill('ada@example.org');
    await main.getByLabel('Password', { exact: true }).fill(password);
    await main.getByRole('button', { name: 'Register' }).click();
    await page.waitForURL(/\/confirm/u);
    const code = await waitFor(() => vitrine.codeFor('ada@example.org'));
    const outbox = join(vitrine.directory, 'outbox');
    const mails = (await readdir(outbox)).filter((name) => name.endsWith('.eml'));
    const { text } = parseMail(await readFile(join(outbox, mails[0] ?? '')));
    assert.ok(text.includes(`${url}/confirm?`), 'the e-mail links to this URL');
    await main.getByLabel('Code').fill(code);
    await page.waitForURL(`${url}/me`);

    const bytes = Buffer.from(await makeJpeg());
    await page.goto(`${url}/me`);
    await user.upload([{ name: 'shore.jpg', mimeType: 'image/jpeg', buffer: bytes }]);
    await user.waitForPhotos(1);
    await page.getByRole('heading', { name: '1 uploaded' }).waitFor();
    const href = (await user.photos.first().getAttribute('href')) ?? '';
    const id = /\/photos\/([\w-]+)/u.exec(href)?.[1];
    const downloading = page.waitForEvent('download');
    // `goto` rejects when a download begins, because that is no navigation.
    await page.goto(`${url}/api/v1/photos/${id}/download`).catch(() => undefined);
    const download = await downloading;
    assert.ok(download.url().startsWith(`${url}/storage/`));
    assert.equal(download.suggestedFilename(), 'shore.jpg');
    assert.ok(bytes.equals(await readFile(await download.path())));
    assert.deepEqual(user.errors, []);
  });
});
