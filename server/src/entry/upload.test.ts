import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { maxTagsPerPhoto } from '@vitrine/contract/limits.ts';
import { startVitrine, type VitrineProcess } from '../../../e2e/vitrine-process.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

const password = 'correct horse battery';

describe('vitrine upload', () => {
  let server: VitrineProcess;
  let client: CommandLine;
  let folder: string;
  let cookie: string;
  let hue = 0;

  before(async () => {
    server = await startVitrine();
    client = await openCommandLine();
    await client.run(['user', 'create', 'ada', '--email', 'ada@example.org', '--password-stdin'], {
      input: password,
      settings: {
        VITRINE_DATABASE_URL: `sqlite:${server.directory}/vitrine.db`,
        VITRINE_SECRET_FILE: `${server.directory}/secret`,
      },
    });
    const session = await call('POST', '/session', { login: 'ada', password });
    cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  });
  after(async () => {
    await client[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    folder = join(client.directory, `folder-${hue}`);
    await mkdir(join(folder, 'below'), { recursive: true });
  });

  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { ...(cookie && { cookie }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  // biome-ignore lint/suspicious/noExplicitAny: a field that is not there fails the test
  const bodyOf = async (answer: Promise<Response>): Promise<any> => (await answer).json();
  const run = (...parameters: string[]) =>
    client.run([...parameters, '--url', server.url, '--login', 'ada', '--password-stdin'], {
      input: password,
    });
  const upload = (...parameters: string[]) => run('--json', 'upload', folder, ...parameters);
  async function picture(name: string): Promise<Uint8Array<ArrayBuffer>> {
    hue += 7;
    const bytes = await makeJpeg({ hue });
    await writeFile(join(folder, name), bytes);
    return bytes;
  }
  const announce = (bytes: Uint8Array) =>
    call('POST', '/uploads', {
      fileName: 'a.jpg',
      contentType: 'image/jpeg',
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });

  it('sends a folder, tags its photos and adds them to an album', async () => {
    await picture('one.jpg');
    await picture('below/two.jpg');
    await writeFile(join(folder, 'notes.txt'), 'no picture');
    const { code, stdout, stderr } = await upload(
      '--tag',
      'sea',
      '--album',
      'Summer',
      '--visibility',
      'private',
    );
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).sent, 2);
    const mine = await bodyOf(call('GET', '/me/photos?tag=sea&visibility=private&status=ready'));
    assert.equal(mine.items.length, 2);
    const albums = await bodyOf(call('GET', '/me/albums'));
    assert.deepEqual(
      albums.items.map(({ title, photoCount }: { title: string; photoCount: number }) => [title, photoCount]),
      [['Summer', 2]],
    );
  });

  it('sends no file twice', async () => {
    await picture('one.jpg');
    await upload();
    const { code, stdout } = await upload();
    assert.equal(code, 0);
    const { files, ...summary } = JSON.parse(stdout);
    assert.deepEqual(summary, {
      sent: 0,
      present: 1,
      changed: 0,
      refused: [],
      processing: 0,
      left: 0,
      visibility: 'private',
      bytes: 0,
      albums: [],
      stopped: null,
      others: [],
      links: [],
      excluded: 0,
    });
    assert.equal(files.length, 1);
  });

  it('gives new photos and albums the account’s default, or private, and prints which', async () => {
    for (const [uploadDefaults, extra, said, visibility, allowDownload] of [
      [null, [], 'private (you have not chosen a default)', 'private', false],
      [{ visibility: 'unlisted', allowDownload: true }, [], 'unlisted (your default)', 'unlisted', true],
      [{ visibility: 'public', allowDownload: false }, [], 'public (your default)', 'public', false],
      [
        { visibility: 'public', allowDownload: false },
        ['--visibility', 'private'],
        'private',
        'private',
        false,
      ],
    ] as const) {
      await call('PATCH', '/me', { uploadDefaults });
      await rm(folder, { recursive: true });
      await mkdir(join(folder, 'below'), { recursive: true });
      await picture('one.jpg');
      const album = `Album ${said}`;
      const { stdout, stderr } = await run('upload', folder, '--album', album, ...extra);
      assert.ok(stdout.includes(`), ${said}, 0 already there`), `${stdout}${stderr}`);
      const { items } = await bodyOf(call('GET', '/me/photos?limit=1'));
      assert.deepEqual([items[0].visibility, items[0].allowDownload], [visibility, allowDownload]);
      const albums = await bodyOf(call('GET', '/me/albums?limit=1'));
      assert.deepEqual([albums.items[0].title, albums.items[0].visibility], [album, visibility]);
    }
    await call('PATCH', '/me', { uploadDefaults: null });
    const { stdout } = await client.run(['upload', '--help']);
    assert.match(stdout.replace(/\s+/gu, ' '), /the account's default for uploads, else private/u);
  });

  it('continues an upload that was interrupted before the bytes arrived', async () => {
    assert.equal((await announce(await picture('one.jpg'))).status, 201);
    assert.equal(JSON.parse((await upload()).stdout).sent, 1);
  });

  it('continues an upload that was interrupted after the bytes arrived', async () => {
    const bytes = await picture('one.jpg');
    const { target } = await bodyOf(announce(bytes));
    await fetch(new URL(target.url, server.url), {
      method: target.method,
      headers: target.headers,
      body: bytes,
    });
    assert.equal(JSON.parse((await upload()).stdout).sent, 1);
  });

  it('gives existing photos the requested visibility and tags, once', async () => {
    await picture('one.jpg');
    await upload('--tag', 'own');
    const [{ id }] = (await bodyOf(call('GET', '/me/photos?tag=own'))).items;
    for (const changed of [1, 0]) {
      const { code, stdout, stderr } = await upload(
        '--visibility',
        'private',
        '--tag',
        'Shore',
        '--tag',
        'OWN',
      );
      assert.equal(code, 0, stderr);
      const report = JSON.parse(stdout);
      assert.deepEqual([report.sent, report.present, report.changed], [0, 1, changed]);
      const photo = await bodyOf(call('GET', `/photos/${id}`));
      assert.deepEqual([photo.visibility, photo.tags], ['private', ['own', 'Shore']]);
    }
    const { stdout, stderr } = await run('upload', folder, '--tag', 'new');
    assert.match(stderr, /^changed {2}.*one\.jpg$/mu);
    assert.match(stdout, /1 already there.*\nChanged the visibility or tags of 1 photo already there/u);
  });

  it('does not change existing photos without options', async () => {
    await picture('one.jpg');
    await upload('--visibility', 'unlisted', '--tag', 'left');
    assert.equal(JSON.parse((await upload()).stdout).changed, 0);
    const [photo] = (await bodyOf(call('GET', '/me/photos?tag=left'))).items;
    assert.deepEqual([photo.visibility, photo.tags], ['unlisted', ['left']]);
  });

  it('publishes no photo that is to be private, whatever its earlier state', async () => {
    assert.equal((await announce(await picture('cut-off.jpg'))).status, 201);
    await picture('trashed.jpg');
    await run('upload', join(folder, 'trashed.jpg'), '--tag', 'lone');
    const [trashed] = (await bodyOf(call('GET', '/me/photos?tag=lone'))).items;
    assert.equal((await call('DELETE', `/photos/${trashed.id}`)).status, 204);

    const report = JSON.parse((await upload('--visibility', 'private', '--tag', 'secret')).stdout);
    assert.deepEqual([report.sent, report.present], [1, 1]);
    const { items } = await bodyOf(call('GET', '/me/photos?tag=secret&status=ready'));
    assert.equal(items.length, 2);
    for (const { id } of items)
      assert.equal((await fetch(`${server.url}/api/v1/photos/${id}`)).status, 404, 'a visitor finds it');
  });

  it('names a photo that cannot take more tags, and exits with 3', async () => {
    await picture('one.jpg');
    await upload('--tag', 'full');
    const [{ id }] = (await bodyOf(call('GET', '/me/photos?tag=full'))).items;
    const tags = Array.from({ length: maxTagsPerPhoto }, (_, index) => `full ${index}`);
    assert.equal((await call('PATCH', `/photos/${id}`, { tags })).status, 200);
    const { code, stdout } = await upload('--visibility', 'private', '--tag', 'another');
    assert.equal(code, 3);
    assert.match(JSON.parse(stdout).refused[0].reason, /no room for these tags/u);
    assert.equal((await bodyOf(call('GET', `/photos/${id}`))).visibility, 'private');
  });

  it('exits with 3 if the server refuses a file, and sends the others', async () => {
    await picture('one.jpg');
    await writeFile(join(folder, 'text.jpg'), 'not a picture at all');
    await writeFile(join(folder, 'empty.jpg'), '');
    const { code, stdout } = await upload();
    assert.equal(code, 3);
    const { sent, refused } = JSON.parse(stdout);
    assert.equal(sent, 1);
    assert.equal(refused.length, 2);
  });

  it('prints planned uploads in a dry run, and sends nothing', async () => {
    await picture('one.jpg');
    const { code, stdout } = await client.run(['upload', folder, '--dry-run']);
    assert.equal(code, 0);
    assert.match(stdout, /one\.jpg\n1 photo /u);
  });

  it('requires a token or a user name, and an existing path', async () => {
    await picture('one.jpg');
    assert.equal((await client.run(['upload', folder, '--url', server.url])).code, 2);
    assert.equal((await client.run(['upload', join(folder, 'nowhere'), '--dry-run'])).code, 2);
    const wrong = await client.run(['upload', folder, '--url', server.url], {
      settings: { VITRINE_TOKEN: 'x' },
    });
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /The token is unknown/u);
  });

  it('requires a user name for a given password', async () => {
    await picture('one.jpg');
    const settings = { VITRINE_TOKEN: 'x' };
    const parameters = ['upload', folder, '--url', server.url, '--password-stdin'];
    const { code, stderr } = await client.run(parameters, { input: password, settings });
    assert.deepEqual([code, stderr], [2, 'Error: --password-stdin needs --login.\n']);
  });

  it('treats an empty URL as unset', async () => {
    await picture('one.jpg');
    const settings = { PORT: '4567', VITRINE_PUBLIC_URL: '' };
    const { stdout } = await client.run(['--json', 'upload', folder, '--dry-run'], { settings });
    assert.equal(JSON.parse(stdout).url, 'http://localhost:4567');
  });

  it('reads a personal access token from the environment', async () => {
    await picture('one.jpg');
    const { secret } = await bodyOf(
      call('POST', '/me/tokens', { password, name: 'test', scopes: ['read', 'write'] }),
    );
    const settings = { VITRINE_TOKEN: secret, VITRINE_PUBLIC_URL: server.url };
    const { code, stderr } = await client.run(['upload', folder], { settings });
    assert.equal(code, 0, stderr);
  });
});
