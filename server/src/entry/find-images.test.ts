import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type FindOptions, findImages } from './find-images.ts';

const isRoot = process.getuid?.() === 0;

describe('the search for pictures in folders', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-find-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = async (...names: string[]) => {
    for (const name of names) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), 'x');
    }
  };
  const find = async (options?: FindOptions, paths = [folder]) => {
    const { images, refused, links, ...rest } = await findImages(paths, options);
    return {
      ...rest,
      images: images.map(({ path }) => relative(folder, path)),
      refused: refused.map(({ path, reason }) => [relative(folder, path), reason]),
      links: links.map((path) => relative(folder, path)),
    };
  };

  it('names and refuses file names that are not UTF-8, and continues', async () => {
    await write('a.jpg', 'z.jpg');
    const named = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
    await writeFile(named('caf\xe9.jpg'), 'x');
    await writeFile(named('caf\xe9.txt'), 'no picture');
    await mkdir(named('\xfcber'));
    const { images, refused } = await find();
    assert.deepEqual(images, ['a.jpg', 'z.jpg']);
    assert.deepEqual(refused.map(([path]) => path).toSorted(), ['\\xfcber', 'caf\\xe9.jpg']);
    assert.match(String(refused[0]?.[1]), /not valid UTF-8/u);
  });

  /** Searches as another user, who owns the folder, because root may read everything. */
  async function asOwner<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!isRoot) return work();
    const nobody = 65_534;
    spawnSync('chown', ['-R', String(nobody), folder]);
    process.seteuid?.(nobody);
    try {
      return await work();
    } finally {
      process.seteuid?.(0);
    }
  }

  it('refuses an unreadable folder, and continues', async () => {
    await write('a.jpg', 'no/b.jpg', 'listed/c.jpg', 'z/d.jpg');
    await chmod(join(folder, 'no'), 0);
    await chmod(join(folder, 'listed'), 0o400);
    const { images, refused } = await asOwner(find);
    await chmod(join(folder, 'no'), 0o700);
    await chmod(join(folder, 'listed'), 0o700);
    assert.deepEqual(images, ['a.jpg', 'z/d.jpg']);
    assert.deepEqual(refused.toSorted(), [
      ['listed/c.jpg', 'Permission denied.'],
      ['no', 'Permission denied.'],
    ]);
  });

  it('refuses a special file with the name of a picture', async () => {
    await write('a.jpg');
    spawnSync('mkfifo', [join(folder, 'pipe.jpg'), join(folder, 'pipe')]);
    const server = createServer().listen(join(folder, 'socket.png'));
    const { images, refused } = await find();
    const alone = await find({}, [join(folder, 'pipe.jpg')]);
    await new Promise((resolve) => server.close(resolve));
    assert.deepEqual(images, ['a.jpg']);
    assert.deepEqual(refused.map(([path]) => path).toSorted(), ['pipe.jpg', 'socket.png']);
    assert.deepEqual(alone.refused.length, 1);
  });

  it('refuses paths that are too long for the system', async () => {
    await write('a.jpg');
    const { images, refused } = await find({}, [folder, join(folder, 'x'.repeat(300))]);
    assert.deepEqual(images, ['a.jpg']);
    assert.match(String(refused[0]?.[1]), /too long/u);
  });

  it('refuses one missing path among others, and fails if all are missing', async () => {
    await write('a.jpg');
    const gone = join(folder, 'gone.jpg');
    assert.deepEqual((await find({}, [gone, folder])).refused, [['gone.jpg', 'No such file or folder.']]);
    await assert.rejects(find({}, [gone, `${gone}/below`]), { exitCode: 2 });
  });

  it('skips and names links, and follows them on request', async () => {
    await write('a.jpg', 'notes.txt', 'deep/b.jpg');
    await mkdir(`${folder}-elsewhere`);
    await writeFile(`${folder}-elsewhere/c.jpg`, 'x');
    await symlink(`${folder}-elsewhere`, join(folder, 'elsewhere'));
    await symlink('../a.jpg', join(folder, 'deep/again.jpg'));
    await symlink('notes.txt', join(folder, 'link.txt'));
    const passing = await find();
    const following = await find({ followLinks: true });
    await rm(`${folder}-elsewhere`, { recursive: true });
    assert.deepEqual(passing.images, ['a.jpg', 'deep/b.jpg']);
    assert.deepEqual(passing.links.toSorted(), ['deep/again.jpg', 'elsewhere']);
    assert.deepEqual(following.images, ['a.jpg', 'deep/again.jpg', 'deep/b.jpg', 'elsewhere/c.jpg']);
    assert.deepEqual([following.links, following.refused], [[], []]);
  });

  it('stops at circular and broken links, and names them', async () => {
    await write('a/b/c.jpg');
    await symlink('../..', join(folder, 'a/b/up'));
    await symlink('b', join(folder, 'a/twin'));
    await symlink('self.jpg', join(folder, 'self.jpg'));
    await symlink('nowhere', join(folder, 'gone'));
    const { images, refused } = await find({ followLinks: true });
    assert.equal(images.length, 1);
    const named = refused.map(([path]) => path).toSorted();
    assert.ok(named.includes('gone') && named.includes('self.jpg'), String(named));
    assert.ok(
      named.some((path) => path?.endsWith('/up')),
      String(named),
    );
    assert.deepEqual((await find()).refused, [], 'none is followed unless asked');
  });

  it('returns pictures in natural order of their paths, whatever the order of arguments', async () => {
    await write('p10.jpg', 'p2.jpg', 'p1.jpg', 'q9/1.jpg', 'q10/1.jpg');
    const inOrder = ['p1.jpg', 'p2.jpg', 'p10.jpg', 'q9/1.jpg', 'q10/1.jpg'];
    assert.deepEqual((await find()).images, inOrder);
    const given = ['q10', 'p10.jpg', 'p1.jpg', 'q9', 'p2.jpg'].map((name) => join(folder, name));
    assert.deepEqual((await find({}, given)).images, inOrder);
  });

  it('accepts every extension that the web app accepts, and no junk of systems', async () => {
    await write('b.jfif', 'c.JPE', 'd.hif', '@eaDir/a.jpg/THUMB.jpg', '.hidden.jpg', '#recycle/a.jpg');
    assert.deepEqual((await find()).images, ['b.jfif', 'c.JPE', 'd.hif']);
    const meant = [join(folder, '.hidden.jpg'), join(folder, '#recycle')];
    assert.equal((await find({}, meant)).images.length, 2, 'what is named is meant');
  });

  it('excludes by pattern: a name at any depth, a path, or a folder with its content', async () => {
    await write('a.jpg', 'a.png', 'raw/b.jpg', 'trip/raw/c.jpg', 'trip/d.jpg', 'trip/raw.jpg');
    const without = async (...exclude: string[]) => (await find({ exclude })).images;
    assert.deepEqual(await without('*.png', 'raw'), ['a.jpg', 'trip/d.jpg', 'trip/raw.jpg']);
    assert.deepEqual(await without('/raw'), [
      'a.jpg',
      'a.png',
      'trip/d.jpg',
      'trip/raw/c.jpg',
      'trip/raw.jpg',
    ]);
    assert.deepEqual(await without('trip/**'), ['a.jpg', 'a.png', 'raw/b.jpg']);
    assert.deepEqual(await without('raw*/', '?.{png,jpg}'), ['trip/raw.jpg']);
    assert.deepEqual(await without(join(folder, 'trip')), ['a.jpg', 'a.png', 'raw/b.jpg']);
    assert.equal((await find({ exclude: ['trip'] })).excluded, 1);
  });
});
