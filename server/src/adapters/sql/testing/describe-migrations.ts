import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type { AccountId, AlbumId, PhotoId } from '../../../domain/ids.ts';
import type { AlbumAudience } from '../../../ports/albums.ts';
import { buildAccount, buildChecksum, newId, noon } from '../../../ports/conformance/builders.ts';
import { describeFirstRows } from '../../../ports/conformance/first-rows.ts';
import {
  createSqlAccounts,
  createSqlAlbums,
  createSqlJobQueue,
  createSqlLikes,
  createSqlPhotos,
  type Database,
  migrate,
} from '../index.ts';
import { createSqlHiddenFiles } from '../stores/hidden-files.ts';
import { createStores } from './describe-stores.ts';
import { insertFirstRows, migrateToFirst } from './insert-first-rows.ts';

/** Tests that this version takes over a database of an earlier one. `open` opens a database without tables. */
export function describeMigrations(name: string, open: () => Promise<Database>): void {
  describeFirstRows(name, async (rows) => {
    const database = await open();
    await migrateToFirst(database);
    await insertFirstRows(database, rows);
    await migrate(database);
    return {
      stores: createStores(database),
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    };
  });

  describe(`migrations on ${name}`, () => {
    it('carry over accounts, albums, hidden files, likes and jobs of the first version', async () => {
      await using database = await open();
      await migrateToFirst(database);
      const account = buildAccount();
      const { id, username, email, displayName } = account;
      await sql`insert into accounts (id, username, email, email_key, display_name, bio, role, confirmed_at, created_at,
          photo_count, public_photo_count, stored_bytes, version)
        values (${id}, ${username}, ${email}, ${email}, ${displayName}, '', 'member', ${noon}, ${noon}, 0, 0, 0, 1)`.execute(
        database.kysely,
      );
      for (const [job, dueAt, diedAt] of [
        ['due', noon - 1, null],
        ['render-photo', noon - 1, null],
        ['later', noon + 1000, null],
        ['dead', null, noon - 1],
      ] as const)
        await sql`insert into jobs (id, name, payload, job_key, waiting_key, due_at, attempts, enqueued_at, dead_at)
          values (${newId()}, ${job}, '{}', ${job}, ${dueAt === null ? null : job}, ${dueAt}, 0, ${noon}, ${diedAt})`.execute(
          database.kysely,
        );

      const album = newId<AlbumId>();
      const [listed, linked, secret] = [newId<PhotoId>(), newId<PhotoId>(), newId<PhotoId>()];
      for (const [position, photo, visibility] of [
        [1, linked, 'unlisted'],
        [2, listed, 'public'],
        [3, secret, 'private'],
      ] as const) {
        await sql`insert into photos (id, owner_id, version, title, description, alt_text, tags, visibility, show_place,
            allow_download, status, file_name, bytes, content_type, metadata, like_count, created_at, status_since)
          values (${photo}, ${id}, 1, '', '', '', '[]', ${visibility}, 0, 1, 'ready', 'a.jpg', 1, 'image/jpeg', '{}', 0,
            ${noon}, ${noon})`.execute(database.kysely);
        const shared = visibility === 'private' ? null : position;
        await sql`insert into album_photos (album_id, photo_id, position, kept_position, shared_position)
          values (${album}, ${photo}, ${position}, ${position}, ${shared})`.execute(database.kysely);
      }
      const photos = { id: newId<PhotoId>(), rejected: newId<PhotoId>() };
      const left = { id: newId<AccountId>(), name: `left-${id.slice(0, 8)}` };
      await sql`insert into accounts (id, username, email, email_key, display_name, bio, role, confirmed_at, suspended_at,
          created_at, photo_count, public_photo_count, stored_bytes, version)
        values (${left.id}, ${left.name}, ${left.name}, ${left.name}, '', '', 'member', ${noon}, ${noon}, ${noon}, 0, 0, 0, 1)`.execute(
        database.kysely,
      );
      for (const [photoId, status, hiddenAt] of [
        [photos.id, 'ready', noon],
        [photos.rejected, 'rejected', null],
      ] as const)
        await sql`insert into photos (id, owner_id, version, title, description, alt_text, tags, visibility, show_place,
            allow_download, status, file_name, bytes, content_type, sha256, metadata, like_count, created_at, status_since,
            hidden_at, waiting_status)
          values (${photoId}, ${id}, 1, '', '', '', '[]', 'public', 0, 0, ${status}, '', 1, '', ${buildChecksum(1)}, '{}', 2,
            ${noon}, ${noon}, ${hiddenAt}, ${status === 'ready' ? null : status})`.execute(database.kysely);
      for (const accountId of [id, left.id])
        await sql`insert into likes (photo_id, account_id, liked_at) values (${photos.id}, ${accountId}, ${noon})`.execute(
          database.kysely,
        );

      await migrate(database);
      await migrate(database);

      const albums = createSqlAlbums(database);
      const list = async (audience: AlbumAudience) =>
        (await albums.listPhotos({ albumId: album, audience, limit: 9 })).items;
      assert.deepEqual(await list('owner'), [linked, listed, secret]);
      assert.deepEqual(await list('linked'), [linked, listed]);
      assert.deepEqual(await list('everyone'), [listed]);
      const usage = { ...account.usage, unfinished: 1 };
      assert.deepEqual(await createSqlAccounts(database).find(account.id), { ...account, usage });
      assert.equal((await createSqlPhotos(database).find(photos.id))?.likeCount, 1, 'of people who are seen');
      const { items } = await createSqlLikes(database).listByPhoto({ photoId: photos.id, limit: 5 });
      assert.deepEqual(
        items.map(({ accountId }) => accountId),
        [id],
      );
      const hidden = { sha256: buildChecksum(1), hiddenAt: noon };
      assert.deepEqual(await createSqlHiddenFiles(database).find(hidden.sha256), hidden);
      const clock = { time: noon, now: () => clock.time };
      const jobs = createSqlJobQueue(database, { clock, secrets: { createId: newId } });
      await jobs.enqueue({ name: 'later', payload: {}, key: 'later' });
      await jobs.enqueue({ name: 'new', payload: {}, group: 'ada' });
      const receiveNames = async () => {
        const received = await jobs.receive({ limit: 10, lease: 30_000, waitFor: 0 });
        return received.map((job) => job.name).toSorted();
      };
      const [picture] = await jobs.receive({ lanes: ['rendering'], limit: 10, lease: 30_000, waitFor: 0 });
      assert.equal(picture?.name, 'render-photo');
      assert.deepEqual(await receiveNames(), ['due', 'new']);
      clock.time += 1000;
      assert.deepEqual(await receiveNames(), ['later']);
      assert.equal((await jobs.retryDead('all')).length, 1);
      assert.deepEqual(await receiveNames(), ['dead']);
    });
  });
}
