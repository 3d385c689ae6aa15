import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startApp, type TestApp } from '../testing/app/test-app.ts';

describe('the origin of a change', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  /** Returns the status of a change that needs no account: 204 after success. */
  const change = async (
    place: { publicUrl: string; isPublicUrlSet: boolean },
    host: string,
    origin: string,
  ) => {
    const headers = { host, origin };
    const answer = await app
      .withOptions(place)
      .request(`http://${host}/api/v1/session`, { method: 'DELETE', headers });
    return answer.status;
  };

  it('must be the public URL, whatever scheme, port or name the request has', async () => {
    const place = { publicUrl: 'https://gallery.example', isPublicUrlSet: true };
    assert.equal(await change(place, 'gallery.example', 'https://gallery.example'), 204);
    // A proxy may forward another host name than the public one.
    assert.equal(await change(place, '10.0.0.7:3000', 'https://gallery.example'), 204);
    const foreign = [
      ...['http://gallery.example', 'http://gallery.example:80', 'https://gallery.example:8443', 'null', ''],
      ...['https://evil.example', 'https://gallery.example.evil.example', 'https://www.gallery.example'],
      ...['https://gallery.example.', 'https://gallery.example@evil.example', 'ftp://gallery.example'],
      ...['https://gallery.example/', 'https://gallery.example, https://evil.example', 'gallery.example'],
    ];
    for (const origin of foreign) assert.equal(await change(place, 'gallery.example', origin), 403, origin);
    for (const host of ['evil.example', 'evil.example:443'])
      for (const scheme of ['http', 'https'])
        assert.equal(await change(place, host, `${scheme}://${host}`), 403, `${scheme}://${host}`);
  });

  it('may be the requested URL, scheme included, if no public URL is set', async () => {
    const place = { publicUrl: 'http://localhost:3000', isPublicUrlSet: false };
    for (const host of ['localhost:3000', '127.0.0.1:3000', '192.168.1.20:3000', 'nas.local', '[::1]:3000'])
      assert.equal(await change(place, host, `http://${host}`), 204, host);
    const foreign: [string, string][] = [
      ['localhost:3204', 'https://localhost:3204'],
      ['localhost:3204', 'http://localhost:3205'],
      ['127.0.0.1:3000', 'http://evil.example'],
      ['nas.local', 'https://nas.local'],
      ['nas.local', 'http://nas.local/'],
    ];
    for (const [host, origin] of foreign)
      assert.equal(await change(place, host, origin), 403, `${host} ${origin}`);
  });
});
