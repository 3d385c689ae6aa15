import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import type { Browser } from 'playwright-core';
import { makeLongJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { missingS3Server, type S3Server, startS3Server } from '../server/src/testing/servers/s3-server.ts';
import { createMember, waitFor } from './api-client.ts';
import { launchBrowser, missingBrowser } from './browser.ts';
import { createBrowserUser } from './browser-user.ts';
import { killTab } from './kill-tab.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

describe('uploads from a browser to S3', { skip: missingBrowser() || missingS3Server() }, () => {
  let server: S3Server;
  let vitrine: VitrineProcess;
  let browser: Browser;
  let directory: string;

  before(async () => {
    server = await startS3Server();
    // The port, and so the origin, is known only after the server has started.
    const bucket = await server.createBucket({ origin: '*' });
    const query = new URLSearchParams({ region: server.region, endpoint: server.endpoint });
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
    vitrine = await startVitrine({
      VITRINE_STORAGE_URL: `s3://${bucket}/gallery?${query}`,
      AWS_ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY,
    });
    browser = await launchBrowser();
    directory = await mkdtemp(join(tmpdir(), 'vitrine-upload-'));
  });
  after(async () => {
    await browser?.close();
    await vitrine?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  it('resume a large file after a tab crash and resend at most one part', async () => {
    const member = await createMember(vitrine, 'ada');
    const file = join(directory, 'panorama.jpg');
    await writeFile(
      file,
      await makeLongJpeg((fewestUploadParts - 1) * uploadPartBytes + 1000, { width: 900, height: 600 }),
    );
    const sent: string[] = [];
    const open = async () => {
      const user = await createBrowserUser(browser, vitrine, 'upload-to-s3', { member });
      await user.open('/me');
      user.page.on('request', (request) => {
        const part = new URL(request.url()).searchParams.get('partNumber');
        if (request.method() === 'PUT' && part !== null) sent.push(part);
      });
      return user;
    };

    await using first = await open();
    // Keep the third part from arriving.
    await first.page.route(
      (url) => url.searchParams.get('partNumber') === '3',
      () => undefined,
    );
    await first.upload(file);
    await waitFor(
      async () => sent.length,
      (count) => count === 3,
    );
    await killTab(first.page);

    await using again = await open();
    await again.upload(file);
    await again.page.getByText('In your library').waitFor();
    assert.deepEqual(sent, ['1', '2', '3', '3', '4', '5', '6', '7']);
    await again.waitForPhotos(1);
    assert.deepEqual(again.errors, []);
    const { code, stdout } = await vitrine.run('sweep', '--include-recent');
    assert.equal(code, 0, stdout);
  });
});
