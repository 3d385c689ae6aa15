import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { startApp } from '../../testing/app/test-app.ts';

describe('the database file', () => {
  it('contains no readable code or password', async () => {
    await using app = await startApp();
    const person = app.createVisitor();
    await person.post('/accounts', {
      username: 'secretive',
      email: 'secretive@example.org',
      password: 'unmistakable-7319',
    });
    await app.runJobs();
    const code = app.codeFor('secretive@example.org');
    const link = app.linkCodeFor('secretive@example.org');
    for (const name of await readdir(app.directory)) {
      if (!name.startsWith('vitrine.db')) continue;
      const bytes = await readFile(`${app.directory}/${name}`, 'latin1');
      assert.ok(!bytes.includes('unmistakable-7319'), `${name} holds the password`);
      assert.ok(!bytes.includes(`${code.slice(0, 3)} ${code.slice(3)}`), `${name} holds the code`);
      assert.ok(!bytes.includes(link), `${name} holds the code of the link`);
    }
  });
});
