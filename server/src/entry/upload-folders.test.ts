import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { openUploadScene, type UploadScene } from './testing/upload-scene.ts';

type Uploaded = {
  path: string;
  status: string;
  id: string | null;
  url: string | null;
  reason: string | null;
};

describe('vitrine upload of folders', () => {
  let scene: UploadScene;
  let folder: string;
  before(async () => {
    scene = await openUploadScene();
  });
  after(() => scene[Symbol.asyncDispose]());
  beforeEach(async () => {
    folder = await scene.makeFolder();
  });

  const write = async (...names: string[]) => {
    for (const name of names) await scene.picture(join(folder, name));
  };
  const upload = async (...parameters: string[]) => {
    const { code, stdout, stderr } = await scene.upload([folder, ...parameters]);
    return { code, stderr, report: JSON.parse(stdout) };
  };
  const albumTitled = async (title: string) => {
    const { items } = await scene.ask('/me/albums?limit=200');
    const albums = items.filter((album: { title: string }) => album.title === title);
    assert.equal(albums.length, 1, `${albums.length} albums of this title`);
    const { items: photos } = await scene.ask(`/albums/${albums[0].id}/photos`);
    return photos.map(({ fileName }: { fileName: string }) => fileName);
  };

  it('sends readable files, names unreadable ones, and exits with 3', async () => {
    await write('a.jpg', 'z/b.jpg');
    await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('caf\xe9.jpg', 'latin1')]), 'x');
    await symlink('nowhere.jpg', join(folder, 'broken.jpg'));
    const { code, report, stderr } = await upload('--follow-links');
    assert.equal(code, 3, stderr);
    assert.equal(report.sent, 2);
    const named = report.refused.map(({ path }: { path: string }) => basename(path)).toSorted();
    assert.deepEqual(named, ['broken.jpg', 'caf\\xe9.jpg']);
    assert.match(stderr, /^refused {2}.*caf\\xe9\.jpg {2}.*UTF-8/mu);
  });

  it('adds photos to an album in the order of their paths, whatever the order of arrival', async () => {
    for (let number = 1; number <= 12; number += 1) {
      const isLarge = number === 1 || number === 4;
      await scene.picture(join(folder, `p${number}.jpg`), isLarge ? { width: 3000, height: 2000 } : {});
    }
    const inOrder = Array.from({ length: 12 }, (_, index) => `p${index + 1}.jpg`);
    const { code, report } = await upload('--album', 'Order', '--at-once', '6');
    assert.equal(code, 0);
    assert.deepEqual(
      report.files.map(({ path }: Uploaded) => basename(path)),
      inOrder,
    );
    assert.deepEqual(await albumTitled('Order'), inOrder);
    const { items } = await scene.ask('/me/photos?limit=12');
    const byAnnouncement = items.map(({ fileName }: { fileName: string }) => fileName);
    assert.deepEqual(byAnnouncement.toReversed(), inOrder, 'they were announced in this order too');
  });

  it('finds an album by its title in any Unicode form, with spaces around it or not', async () => {
    await write('a.jpg');
    for (const title of ['E\u0301te\u0301', 'Été', ' Été\u200b '])
      assert.equal((await upload('--album', title, '--album', 'Été')).code, 0);
    assert.deepEqual(await albumTitled('Été'), ['a.jpg']);
  });

  it('makes an album of each folder, and reuses it the next time', async () => {
    await write(
      'root.jpg',
      'Rome/b.jpg',
      'Rome/a.jpg',
      '2024/Rome/c.jpg',
      'Cafe\u0301/d.jpg',
      '@eaDir/e.jpg',
    );
    for (const sent of [5, 0]) {
      const { code, report, stderr } = await upload('--album-per-folder');
      assert.equal(code, 0, stderr);
      assert.equal(report.sent, sent);
      assert.equal(report.albums.length, 4);
    }
    assert.deepEqual(await albumTitled(basename(folder)), ['root.jpg']);
    assert.deepEqual(await albumTitled('Rome'), ['a.jpg', 'b.jpg']);
    assert.deepEqual(await albumTitled('2024/Rome'), ['c.jpg']);
    assert.deepEqual(await albumTitled('Café'), ['d.jpg']);
  });

  it('continues if an album cannot be made, names it, and exits with 3', async () => {
    await write('a.jpg');
    const { code, report } = await upload('--album', 'x'.repeat(600), '--album', 'Possible');
    assert.equal(code, 3);
    assert.deepEqual([report.sent, report.refused.length, report.albums.length], [1, 1, 1]);
    assert.match(report.refused[0].reason, /Album: .*500 characters/u);
  });

  it('excludes files that match a pattern, and names skipped links', async () => {
    await write('a.jpg', 'raw/b.jpg', 'c.png.jpg');
    await symlink('a.jpg', join(folder, 'link.jpg'));
    const { code, report } = await upload('--exclude', 'raw', '--exclude', '*.png.*');
    assert.equal(code, 0);
    assert.deepEqual([report.sent, report.excluded], [1, 2]);
    assert.deepEqual(
      report.links.map((path: string) => basename(path)),
      ['link.jpg'],
    );
    const { stdout } = await scene.client.run(['upload', folder, '--dry-run', '--exclude', 'raw']);
    assert.match(stdout, /^1 file or folder excluded\n1 link skipped: .*link\.jpg\. Use --follow-links/mu);
    assert.equal((await scene.client.run(['upload', folder, '--dry-run', '--exclude', ''])).code, 2);
  });

  it('reports each file with its id, URL and result in one JSON document', async () => {
    await write('a.jpg', 'b.jpg');
    await upload('--exclude', 'b.jpg');
    await writeFile(join(folder, 'c.jpg'), 'not a picture at all');
    const { code, report } = await upload();
    assert.equal(code, 3);
    const files: Uploaded[] = report.files;
    assert.deepEqual(
      files.map(({ path, status }) => [basename(path), status]),
      [
        ['a.jpg', 'present'],
        ['b.jpg', 'sent'],
        ['c.jpg', 'refused'],
      ],
    );
    for (const { id, url, status } of files) {
      if (status === 'refused') assert.deepEqual([id, url], [null, null]);
      else
        assert.deepEqual(
          [url, (await scene.ask(`/photos/${id}`)).id],
          [`${scene.server.url}/photos/${id}`, id],
        );
    }
    assert.ok(files[2]?.reason);
  });
});
