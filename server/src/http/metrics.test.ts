import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startGallery } from '../testing/gallery.ts';
import { createMetrics } from './metrics.ts';

describe('metrics', () => {
  it('tell how long requests take by route, and never what was asked for', async () => {
    await using gallery = await startGallery();
    const app = gallery.appWith({ metrics: createMetrics() });
    await app.request('/api/v1/users/somebody');
    const answer = await app.request('/metrics');
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/u);
    const text = await answer.text();
    assert.match(text, /^vitrine_http_request_seconds_count\{.*:username.*status="404".*\} 1$/mu);
    assert.doesNotMatch(text, /somebody/u);
  });

  it('are at no address where they were not asked for', async () => {
    await using gallery = await startGallery();
    assert.equal((await gallery.fetch('/metrics')).status, 404);
  });
});
