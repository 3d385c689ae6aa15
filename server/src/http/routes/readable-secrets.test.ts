import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { startGallery } from '../../testing/gallery.ts';

describe('the file of a database', () => {
  it('holds no code and no password that can be read', async () => {
    await using gallery = await startGallery();
    const person = gallery.visitor();
    await person.post('/accounts', {
      username: 'secretive',
      email: 'secretive@example.org',
      password: 'unmistakable-7319',
    });
    await gallery.work();
    const code = gallery.codeFor('secretive@example.org');
    const link = gallery.linkCodeFor('secretive@example.org');
    for (const name of await readdir(gallery.directory)) {
      if (!name.startsWith('vitrine.db')) continue;
      const bytes = await readFile(`${gallery.directory}/${name}`, 'latin1');
      assert.ok(!bytes.includes('unmistakable-7319'), `${name} holds the password`);
      assert.ok(!bytes.includes(`${code.slice(0, 3)} ${code.slice(3)}`), `${name} holds the code`);
      assert.ok(!bytes.includes(link), `${name} holds the code of the link`);
    }
  });
});
