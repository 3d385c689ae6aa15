import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { loadSecret } from './load-secret.ts';
import { recordSyncs } from './testing/watch-syncs.ts';

describe('the secret in a file', () => {
  let directory: string;
  let path: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-secret-'));
    path = join(directory, 'data', 'secret');
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is created at the first start and reused at the next', async () => {
    const secret = await loadSecret(path);
    assert.equal(secret.byteLength, 32);
    assert.deepEqual(await loadSecret(path), secret);
    assert.match(await readFile(path, 'utf8'), /^[\w-]{43}\n$/u);
  });

  it('is synced to disk before anything is signed with it', async (t) => {
    const synced = await recordSyncs(t);
    await loadSecret(path);
    assert.equal(synced.at(-1), true, 'the folder, last');
  });

  it('is readable by its owner only', { skip: process.platform === 'win32' }, async () => {
    await loadSecret(path);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  it('is the same for processes that start at once, and no draft remains', async () => {
    const secrets = await Promise.all(Array.from({ length: 20 }, () => loadSecret(path)));
    for (const secret of secrets) assert.deepEqual(secret, secrets[0]);
    assert.deepEqual(await readdir(dirname(path)), ['secret']);
  });

  it('is refused if it is too short, and never replaced', async () => {
    const short = join(directory, 'secret');
    await writeFile(short, 'c2hvcnQ\n');
    await assert.rejects(loadSecret(short), AppError);
    assert.equal(await readFile(short, 'utf8'), 'c2hvcnQ\n');
  });
});
