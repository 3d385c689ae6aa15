import assert from 'node:assert/strict';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { openCommandLine } from './testing/command-line.ts';

const counts = (stdout: string, part: string) => {
  const { added, present, refused } = JSON.parse(stdout)[part];
  return { added, present, ...(refused && { refused: refused.length }) };
};

describe('vitrine seed', () => {
  it('distributes the pictures of a folder over members, and names refused ones', async () => {
    await using vitrine = await openCommandLine();
    const photos = join(vitrine.directory, 'photos');
    await mkdir(join(photos, 'deeper'), { recursive: true });
    await writeFile(join(photos, 'one.jpg'), await makeJpeg({ hue: 10 }));
    await writeFile(join(photos, 'deeper', 'two.jpg'), await makeJpeg({ hue: 200 }));
    await writeFile(join(photos, 'broken.png'), 'no picture');
    await writeFile(join(photos, 'notes.txt'), 'no picture by its name');

    const first = await vitrine.run(['--json', 'seed', '--photos', photos]);
    assert.equal(first.code, 3, first.stderr);
    assert.deepEqual(counts(first.stdout, 'photos'), { added: 2, present: 0, refused: 1 });
    assert.equal(JSON.parse(first.stdout).photos.others.length, 1);
    assert.equal((await stat(join(photos, 'one.jpg'))).nlink, 1, 'the store keeps a copy of its own');

    const second = await vitrine.run(['--json', 'seed', '--photos', photos]);
    assert.deepEqual(counts(second.stdout, 'photos'), { added: 0, present: 2, refused: 1 });
    assert.equal(JSON.parse(second.stdout).photos.likes, 0);
    assert.deepEqual(JSON.parse(second.stdout).login, JSON.parse(first.stdout).login);

    const swept = await vitrine.run(['--json', 'sweep', '--include-recent']);
    assert.equal(swept.code, 0, swept.stdout);
    assert.equal(JSON.parse(swept.stdout).photos, 2);
  });

  it('makes many photos of few, once, and the sweep finds no differences', async () => {
    await using vitrine = await openCommandLine();
    const few = await vitrine.run(['--json', 'seed', '--synthetic', '3', '--seed', '7']);
    assert.equal(few.code, 0, few.stderr);
    assert.deepEqual(counts(few.stdout, 'synthetic'), { added: 3, present: 0 });
    const again = await vitrine.run(['--json', 'seed', '--synthetic', '4', '--seed', '7']);
    assert.deepEqual(counts(again.stdout, 'synthetic'), { added: 1, present: 3 });
    const swept = await vitrine.run(['--json', 'sweep', '--include-recent']);
    assert.equal(swept.code, 0, swept.stdout);
    assert.equal(JSON.parse(swept.stdout).photos, 4);
  });

  it('refuses to run without a kind of content', async () => {
    await using vitrine = await openCommandLine();
    assert.equal((await vitrine.run(['seed'])).code, 2);
    assert.equal((await vitrine.run(['seed', '--synthetic', 'many'])).code, 2);
    assert.equal((await vitrine.run(['seed', '--photos', join(vitrine.directory, 'nowhere')])).code, 2);
  });

  it('does not change a real account with the same name', async () => {
    await using vitrine = await openCommandLine();
    const real = ['user', 'create', 'ada', '--email', 'ada@example.org', '--password-stdin'];
    await vitrine.run(real, { input: 'correct horse battery' });
    const seeded = await vitrine.run(['seed', '--landscapes', '1']);
    assert.equal(seeded.code, 1);
    assert.match(seeded.stderr, /named ada already exists/u);
  });
});
