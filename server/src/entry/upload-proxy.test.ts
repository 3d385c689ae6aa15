import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeLongJpeg } from '../testing/images/make-jpeg.ts';
import { findFreePort } from '../testing/servers/free-port.ts';
import { startStrictProxy } from './testing/strict-proxy.ts';
import { openUploadScene, type UploadScene } from './testing/upload-scene.ts';

describe('vitrine upload through a proxy', () => {
  let scene: UploadScene;
  let folder: string;
  before(async () => {
    scene = await openUploadScene();
    folder = await scene.makeFolder();
    await scene.picture(join(folder, 'a.jpg'));
  });
  after(() => scene[Symbol.asyncDispose]());

  it('names the setting of a proxy that refuses large bodies, and sends the other files', async () => {
    const PORT = String(await findFreePort());
    await using proxy = await startStrictProxy(`http://localhost:${PORT}`, { largestBody: 1024 * 1024 });
    await using behind = await openUploadScene({ PORT, VITRINE_PUBLIC_URL: proxy.url });
    const mixed = await behind.makeFolder();
    await behind.picture(join(mixed, 'small.jpg'));
    await writeFile(join(mixed, 'large.jpg'), await makeLongJpeg(12 * 1024 * 1024, { hue: 300 }));
    const { code, stdout, stderr } = await behind.upload([mixed], proxy.url);
    assert.equal(code, 3, stderr);
    const [large, small] = JSON.parse(stdout).files;
    assert.deepEqual([basename(large.path), large.status, small.status], ['large.jpg', 'refused', 'sent']);
    assert.match(large.reason, /\(nginx\) refuses bodies larger than .*12 MB.*client_max_body_size 32m/u);
  });

  for (const [situation, answer, expected] of [
    [
      'a page in place of data',
      { status: 200, body: '<html><title>Log in</title></html>' },
      /answers with a page/u,
    ],
    [
      'a redirect',
      { status: 301, headers: { location: 'https://a.example/' } },
      /redirects to https:\/\/a\.example\//u,
    ],
    [
      'a log-in of its own',
      { status: 401, headers: { 'www-authenticate': 'Basic' } },
      /a log-in of its own \(401\)/u,
    ],
    ['a body limit', { status: 413 }, /client_max_body_size/u],
    [
      'a refusal',
      { status: 403, body: '<title>403 Forbidden\u001b[2J</title>' },
      /\(nginx\) answers 403 “Forbidden\\x1b/u,
    ],
  ] as const)
    it(`reports a proxy that answers with ${situation}, and exits with 1`, async () => {
      await using proxy = await startStrictProxy(scene.server.url);
      proxy.answerWith(answer);
      const { code, stderr } = await scene.upload([folder], proxy.url);
      assert.equal(code, 1);
      assert.match(stderr, /^Error: Something between here and Vitrine \(nginx\) /mu);
      assert.match(stderr, expected);
      assert.doesNotMatch(stderr, /\n {4}at /u, 'no stack');
    });
});
