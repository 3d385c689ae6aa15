import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { AppError } from '../../../domain/errors.ts';
import { buildAccount, buildListedPhoto, times } from '../../../ports/conformance/builders.ts';
import { createSqlAccounts, createSqlPhotos, migrate, openSqlite } from '../index.ts';

describe('opening a database', () => {
  let folder: string;
  const open = (onQuery?: (query: string) => void) =>
    openSqlite(join(folder, 'deep', 'vitrine.db'), { isDurable: false, onQuery });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-sql-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const isUnavailable = (error: unknown) => error instanceof AppError && error.code === 'unavailable';

  it('keeps data after it is reopened', async () => {
    const account = buildAccount();
    for (const isFirst of [true, false]) {
      await using database = await open();
      await migrate(database);
      const accounts = createSqlAccounts(database);
      if (isFirst) await accounts.insert(account);
      assert.deepEqual(await accounts.find(account.id), account);
    }
  });

  it('lets no other user of the machine read the file', {
    skip: process.platform === 'win32' && 'Windows keeps permissions otherwise',
  }, async () => {
    await using database = await open();
    await migrate(database);
    for (const name of await readdir(join(folder, 'deep')))
      assert.equal((await stat(join(folder, 'deep', name))).mode & 0o077, 0, name);
  });

  it('creates the tables once if many processes start at once', async () => {
    await using opened = new AsyncDisposableStack();
    const databases = await Promise.all(times(5, () => open()));
    for (const database of databases) opened.use(database);
    await Promise.all(databases.map(migrate));
    await Promise.all(databases.map((database) => createSqlAccounts(database).insert(buildAccount())));
  });

  it('rolls back failed migrations', async () => {
    await using database = await open();
    await sql`create table likes (x)`.execute(database.kysely);
    await assert.rejects(migrate(database), /likes/u);
    await sql`drop table likes`.execute(database.kysely);
    await migrate(database);
  });

  it('keeps everything in memory if configured', async () => {
    await using database = await openSqlite(':memory:');
    await migrate(database);
    const accounts = createSqlAccounts(database);
    const account = buildAccount();
    await Promise.all([accounts.insert(account), ...times(20, () => accounts.insert(buildAccount()))]);
    assert.deepEqual(await accounts.find(account.id), account);
  });

  it('accepts a path with any characters', async (t) => {
    const before = process.cwd();
    t.after(() => process.chdir(before));
    process.chdir(folder);
    const path = join('media:2024', 'v.db');
    await using _ = await openSqlite(path, { isDurable: false });
    assert.ok((await stat(path)).isFile());
  });

  it('passes a check until it is closed, and is unavailable afterwards', async () => {
    const database = await open();
    await migrate(database);
    const accounts = createSqlAccounts(database);
    await database.check();
    await database[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await assert.rejects(database.check(), isUnavailable);
    await assert.rejects(accounts.insert(buildAccount()), isUnavailable);
    await assert.rejects(
      accounts.change(buildAccount().id, (account) => account),
      isUnavailable,
    );
  });

  it('is unavailable if its path is a folder', async () => {
    await assert.rejects(openSqlite(folder), isUnavailable);
  });

  it('is unavailable if the file is no database', async () => {
    const path = join(folder, 'picture.jpg');
    await writeFile(path, 'not a database at all'.repeat(100));
    await assert.rejects(openSqlite(path), isUnavailable);
  });

  it('does not translate errors in our own SQL', async () => {
    await using database = await open();
    await assert.rejects(
      sql`select * from nowhere`.execute(database.kysely),
      (error) => !isUnavailable(error),
    );
  });

  it('hides uncommitted changes from readers', async () => {
    await using database = await open();
    await migrate(database);
    const accounts = createSqlAccounts(database);
    const account = buildAccount();
    await accounts.insert(account);
    await database.transact(async (transaction) => {
      await transaction.updateTable('accounts').set({ bio: 'half' }).execute();
      assert.equal((await accounts.find(account.id))?.bio, '');
    });
    assert.equal((await accounts.find(account.id))?.bio, 'half');
  });

  it('reads any page with one query', async () => {
    const queries: string[] = [];
    await using database = await open((query) => queries.push(query));
    await migrate(database);
    const owner = buildAccount();
    await createSqlAccounts(database).insert(owner);
    const photos = createSqlPhotos(database);
    for (const photo of times(4, () => buildListedPhoto(owner.id))) await photos.begin(photo, 1e9);
    queries.length = 0;
    const { nextCursor } = await photos.listPublic({ limit: 2 });
    await photos.listPublic({ limit: 2, cursor: nextCursor });
    assert.equal(queries.length, 2);
    assert.equal(queries[0], queries[1]);
  });
});
