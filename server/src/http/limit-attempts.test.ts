import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { type Gallery, startGallery } from '../testing/gallery.ts';

describe('attempts', () => {
  let gallery: Gallery;
  before(async () => {
    gallery = await startGallery();
    await gallery.member('ada');
  });
  after(() => gallery[Symbol.asyncDispose]());

  it('are counted together where nobody can tell any more where they came from', async () => {
    const app = gallery.appWith({ addressOf: () => undefined });
    const statuses = [];
    for (let count = 0; count < 301; count += 1) {
      const body = JSON.stringify({ login: `nobody-${count}`, code: '123456789012' });
      const headers = { 'content-type': 'application/json' };
      statuses.push(
        (await app.request(`${apiBase}/accounts/confirm`, { method: 'POST', headers, body })).status,
      );
    }
    assert.deepEqual(statuses, [...Array(300).fill(400), 429]);
  });
});
