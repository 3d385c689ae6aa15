import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startApp } from '../testing/app/test-app.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { createPublicRevisions } from './media-cache.ts';

describe('the cache of public revisions', () => {
  it('expires after a moment, also if the clock is set back', async () => {
    await using app = await startApp();
    const ada = await app.createMember('ada');
    const { id } = await ada.upload(await makeJpeg());
    await app.runJobs();
    const revision = (await app.ports.photos.find(id))?.picture?.revision ?? '';
    const clock = { time: Date.now(), now: () => clock.time };
    const { photos, accounts, events } = app.ports;
    const revisions = createPublicRevisions({ photos, accounts, events, clock });
    for (const jump of [0, 6_000, -86_400_000]) {
      assert.equal(await revisions.check(id, revision), true);
      assert.equal(revisions.isKnown(id, revision), true);
      clock.time += jump;
      assert.equal(revisions.isKnown(id, revision), jump === 0, String(jump));
    }
    // Writes past the cache, like another process.
    await photos.change(id, (photo) => ({ ...photo, visibility: 'private' }));
    assert.equal(await revisions.check(id, revision), false);
  });
});
