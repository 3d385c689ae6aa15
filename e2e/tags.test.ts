import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backends, lambdaBackend } from '../server/src/testing/app/backends.ts';
import { createMember } from './api-client.ts';
import { launchBrowser, missingBrowser } from './browser.ts';
import { createBrowserUser, waitForScript } from './browser-user.ts';
import { uploadPhotos } from './seed.ts';
import { startOnBackend } from './start-on-backend.ts';

const tags = [
  ...['black/white', '/lead', 'trail/', '..', '.', '../me', 'a\\b'],
  ...['50% off #1', '50%2F', 'why?', 'a+b c', 'q&a=b', '<b>"it’s"</b>', 'été 山'],
];

describe('tags', { skip: missingBrowser() }, () => {
  for (const backend of [...backends.slice(0, 1), lambdaBackend])
    it(`with any characters lead to their photos on ${backend.name}`, { skip: backend.skip }, async () => {
      await using vitrine = await startOnBackend(backend);
      await using browser = await launchBrowser();
      const owner = await createMember(vitrine, 'ada');
      const [id] = await uploadPhotos(owner, 1);
      assert.equal((await owner.call('PATCH', `/photos/${id}`, { title: 'Signs', tags })).status, 200);
      await using user = await createBrowserUser(browser, vitrine, 'tags', { reducedMotion: 'reduce' });
      const { page, main, photos } = user;
      await user.open(`/photos/${id}`);
      for (const tag of tags) {
        const isThere = async () => {
          await main.getByRole('heading', { name: `Tagged “${tag}”`, exact: true, level: 1 }).waitFor();
          await user.waitForPhotos(1);
          assert.equal(await photos.getAttribute('data-photo'), id);
        };
        await main.getByRole('link', { name: tag, exact: true }).click();
        await isThere();
        const answer = await page.reload();
        await waitForScript(page);
        await isThere();
        assert.equal(answer?.status(), 200, tag);
        assert.equal(await page.title(), `Tagged “${tag}” · Vitrine`);
        assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), page.url());
        await page.goBack();
        await main.getByRole('heading', { name: 'Signs', level: 1 }).waitFor();
      }
      assert.deepEqual(user.errors, []);
    });
});
