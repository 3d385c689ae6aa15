import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { waitFor } from '../../../e2e/api-client.ts';
import { startVitrine, type VitrineProcess } from '../../../e2e/vitrine-process.ts';
import { findFreePort } from '../testing/servers/free-port.ts';
import type { Diagnosis } from './doctor/diagnosis.ts';
import { openCommandLine } from './testing/command-line.ts';
import { startStrictProxy } from './testing/strict-proxy.ts';

const diagnosesIn = (stdout: string): Diagnosis[] => JSON.parse(stdout).items;
const unsoundIn = (diagnoses: Diagnosis[]) =>
  // Tests may run before the web app is built.
  diagnoses.filter(({ check, isSound }) => !isSound && check !== 'web').map(({ check }) => check);

async function consult(server: VitrineProcess) {
  const { stdout, stderr } = await server.run('--json', 'doctor');
  const diagnoses = diagnosesIn(stdout);
  const find = (wanted: string) => diagnoses.find(({ check }) => check === wanted);
  return { unsound: unsoundIn(diagnoses), find, stderr };
}

/** Starts a gallery behind a proxy, which has its public URL. */
async function startBehind(
  options: Parameters<typeof startStrictProxy>[1],
  settings: Record<string, string> = {},
) {
  const PORT = String(await findFreePort());
  await using stack = new AsyncDisposableStack();
  const proxy = stack.use(await startStrictProxy(`http://localhost:${PORT}`, options));
  const server = stack.use(await startVitrine({ PORT, VITRINE_PUBLIC_URL: proxy.url, ...settings }));
  const opened = stack.move();
  return { proxy, server, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Sends a request with headers that `fetch` does not allow. */
async function ask(
  url: string,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<void> {
  const sent = request(new URL(path, url), { method, headers });
  sent.end();
  const [response] = await once(sent, 'response');
  await response.resume().toArray();
}

describe('vitrine doctor beside a running gallery', () => {
  it('sends 2 MB through the public URL, finds nothing wrong and leaves nothing behind', async () => {
    await using server = await startVitrine();
    const { unsound, find, stderr } = await consult(server);
    assert.deepEqual(unsound, [], stderr);
    assert.match(
      find('upload')?.finding ?? '',
      /^http:\/\/localhost:\d+ accepts a file of 2\.0 MB; nothing was stored$/u,
    );
    const files = await readdir(join(server.directory, 'media'), { recursive: true, withFileTypes: true });
    assert.deepEqual(
      files.filter((entry) => entry.isFile()).map(({ name }) => name),
      [],
    );
  });

  it('names the limit of a proxy that refuses 2 MB, and the setting', async () => {
    await using scene = await startBehind({ largestBody: 1024 * 1024 }, { VITRINE_TRUST_PROXY: 'on' });
    const { unsound, find } = await consult(scene.server);
    assert.deepEqual(unsound, ['upload']);
    assert.match(find('upload')?.finding ?? '', /\(nginx\) refuses bodies .*client_max_body_size 32m/u);
  });

  it('names a policy of the proxy that prevents pages from sending files', async () => {
    const policy = "default-src 'self', default-src https://elsewhere.example";
    await using scene = await startBehind({ policy }, { VITRINE_TRUST_PROXY: 'on' });
    const { unsound, find } = await consult(scene.server);
    assert.deepEqual(unsound, ['upload']);
    assert.match(
      find('upload')?.finding ?? '',
      /Content-Security-Policy allows uploads to https:\/\/elsewhere/u,
    );
  });

  it('reports a public URL that leads to something else', async () => {
    await using scene = await startBehind({}, { VITRINE_TRUST_PROXY: 'on' });
    scene.proxy.answerWith({ status: 301, headers: { location: 'https://photos.example.org/' } });
    const { unsound, find } = await consult(scene.server);
    assert.deepEqual(unsound, ['upload']);
    assert.match(find('upload')?.finding ?? '', /redirects to https:\/\/photos\.example\.org\//u);
  });

  it('reports a proxy that is not trusted, which the server logs once and without IP addresses', async () => {
    await using scene = await startBehind({});
    const { server, proxy } = scene;
    for (let count = 0; count < 3; count += 1) await fetch(`${proxy.url}/api/v1/session`);
    const { unsound, find } = await consult(server);
    assert.deepEqual(unsound, ['proxy']);
    assert.match(find('proxy')?.remedy ?? '', /VITRINE_TRUST_PROXY=on/u);
    assert.equal(server.output().match(/X-Forwarded-For/gu)?.length, 1, server.output());
    assert.doesNotMatch(server.output(), /203\.0\.113\.7/u);
    // The notice disappears once the variable is set.
    await using trusting = await startBehind({}, { VITRINE_TRUST_PROXY: 'on' });
    assert.deepEqual((await consult(trusting.server)).unsound, []);
  });

  it('reports a host other than that of the public URL, which the server logs once', async () => {
    await using server = await startVitrine();
    const headers = { host: 'photos.lan:8080', origin: 'http://photos.lan:8080' };
    for (const path of ['/api/v1/session', '/api/v1/accounts']) await ask(server.url, path, headers, 'POST');
    const isNoted = async () => (await consult(server)).unsound.includes('host');
    assert.equal(await waitFor(isNoted, Boolean), true);
    assert.match((await consult(server)).find('host')?.finding ?? '', /for photos\.lan:8080, but/u);
    assert.equal(server.output().match(/photos\.lan/gu)?.length, 2, 'the field and the message');
  });

  it('treats a page request with another host as a hint, and ignores requests of other sites', async () => {
    await using server = await startVitrine();
    const page = { accept: 'text/html' };
    await ask(server.url, '/', { ...page, host: 'localhost:1' });
    await ask(
      server.url,
      '/api/v1/session',
      { host: new URL(server.url).host, origin: 'https://other.example' },
      'POST',
    );
    assert.equal((await consult(server)).find('host'), undefined);
    await ask(server.url, '/', { ...page, host: 'scanner.example' });
    const hint = await waitFor(async () => (await consult(server)).find('host'), Boolean);
    assert.deepEqual([hint?.isSound, hint?.finding.includes('scanner.example')], [true, true]);
  });

  it('clears its notices when the server restarts', async () => {
    await using server = await startVitrine();
    await ask(server.url, '/api/v1/session', { host: 'a.lan', origin: 'http://a.lan' }, 'POST');
    await waitFor(async () => (await consult(server)).find('host'), Boolean);
    await server.end('SIGTERM');
    await server.restart();
    assert.equal((await consult(server)).find('host'), undefined);
  });
});

describe('vitrine doctor about a stopped gallery', () => {
  it('reports a localhost URL on a server that other machines can reach, as the server log does', async () => {
    await using vitrine = await openCommandLine();
    for (const host of ['0.0.0.0', '::', '192.168.1.5']) {
      const settings = { VITRINE_HOST: host, VITRINE_PUBLIC_URL: 'http://localhost:1' };
      const { stdout } = await vitrine.run(['--json', 'doctor'], { settings });
      assert.ok(unsoundIn(diagnosesIn(stdout)).includes('public URL'), host);
    }
    await using server = await startVitrine({ VITRINE_HOST: '0.0.0.0' });
    assert.match(server.output(), /VITRINE_PUBLIC_URL works only on this one/u);
  });
});
