import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AccountId, AlbumId, EventId, JobId, PhotoId, SessionId, TokenId } from '../../domain/ids.ts';
import type { Stores } from '../stores.ts';
import { buildChecksum, newId, noon } from './builders.ts';

/** Builds one value of each store, with the fields that the first version wrote and without later ones. */
export function buildFirstRows() {
  const [accountId, photoId, albumId] = [newId<AccountId>(), newId<PhotoId>(), newId<AlbumId>()];
  const times = { createdAt: noon, expiresAt: noon + 60_000 };
  return {
    account: {
      id: accountId,
      username: `ada-${accountId}`,
      email: `Ada-${accountId}@example.org`,
      displayName: 'Ada',
      bio: 'Takes photos',
      role: 'member' as const,
      confirmedAt: noon,
      createdAt: noon,
    },
    usage: { photos: 1, publicPhotos: 1, bytes: 1000 },
    passwordHash: '$argon2id$first',
    refreshToken: 'sealed',
    photo: {
      id: photoId,
      ownerId: accountId,
      title: 'Lake',
      description: 'At dawn',
      altText: 'A lake',
      tags: ['Water'],
      visibility: 'public' as const,
      showPlace: false,
      allowDownload: true,
      status: 'ready' as const,
      fileName: 'IMG_0001.jpg',
      bytes: 1000,
      contentType: 'image/jpeg',
      sha256: buildChecksum(1),
      picture: {
        format: 'jpeg' as const,
        width: 4000,
        height: 3000,
        animated: false,
        thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
        color: '#336699',
        renditions: [{ width: 320, height: 240, format: 'webp' as const }],
        revision: 'r1',
      },
      metadata: { camera: 'Box', iso: 100 },
      createdAt: noon,
      statusSince: noon,
      publishedAt: noon,
    },
    likeCount: 1,
    album: {
      id: albumId,
      ownerId: accountId,
      title: 'Summer',
      description: '',
      visibility: 'public' as const,
      coverPhotoId: photoId,
      createdAt: noon,
      updatedAt: noon,
    },
    /** The photo's position in the album. */
    position: 1,
    like: { photoId, accountId, likedAt: noon },
    session: {
      id: newId<SessionId>(),
      accountId,
      secretDigest: newId<string>(),
      device: 'Firefox on Linux',
      lastSeenAt: noon,
      ...times,
    },
    token: {
      id: newId<TokenId>(),
      accountId,
      name: 'script',
      scopes: ['read' as const],
      secretDigest: newId<string>(),
      ...times,
    },
    attempts: { key: 'log-in:ada', taken: 3, ...times },
    event: {
      id: newId<EventId>(),
      accountId,
      event: { type: 'photo.changed' as const, photoId },
      at: noon,
    },
    mail: { id: 'welcome', claimedAt: noon },
    job: { id: newId<JobId>(), name: 'send-mail', payload: { to: 'ada' }, key: 'mail', dueAt: noon },
    deadJob: { id: newId<JobId>(), name: 'purge-photo', payload: {}, reason: 'no answer', diedAt: noon },
  };
}

export type FirstRows = ReturnType<typeof buildFirstRows>;
type Opened = AsyncDisposable & { stores: Stores };

/** Tests that stores read rows of the first version. `open` stores the rows raw, migrates and opens the stores. */
export function describeFirstRows(database: string, open: (rows: FirstRows) => Promise<Opened>): void {
  describe(`rows of the first version in ${database}`, () => {
    // All tests share a database, because migrating takes seconds on MariaDB. No test changes rows that others read.
    const rows = buildFirstRows();
    let opened: Opened;
    before(async () => {
      opened = await open(rows);
    });
    after(() => opened?.[Symbol.asyncDispose]());
    const check = (title: string, read: (stores: Stores, rows: FirstRows) => Promise<void>) =>
      it(`reads ${title} stored by the first version`, () => read(opened.stores, rows));

    check('an account', async ({ accounts }, { account, usage }) => {
      const whole = { ...account, usage: { ...usage, unfinished: 0 } };
      assert.deepEqual(await accounts.find(account.id), whole);
      assert.deepEqual(await accounts.findByUsername(account.username), whole);
      assert.deepEqual(await accounts.findByEmail(account.email), whole);
      const changed = await accounts.change(account.id, (before) => ({ ...before, bio: 'New' }));
      assert.deepEqual(changed, { outcome: 'changed', account: { ...whole, bio: 'New' } });
    });

    check('credentials', async ({ credentials }, { account, passwordHash, refreshToken }) => {
      assert.equal(await credentials.findPasswordHash(account.id), passwordHash);
      assert.equal(await credentials.findRefreshToken(account.id), refreshToken);
    });

    check('a photo', async ({ photos }, { photo, likeCount }) => {
      const whole = { ...photo, likeCount };
      assert.deepEqual(await photos.find(photo.id), whole);
      assert.deepEqual(await photos.findByChecksum(photo.ownerId, photo.sha256), whole);
      assert.deepEqual((await photos.listPublic({ limit: 9 })).items, [whole]);
      assert.deepEqual((await photos.listPublic({ tag: 'water', limit: 9 })).items, [whole]);
      const { ownerId } = photo;
      assert.deepEqual((await photos.listByOwner({ ownerId, limit: 9 })).items, [whole]);
      const changed = await photos.change(photo.id, (before) => ({ ...before, title: 'New' }));
      assert.deepEqual(changed, { outcome: 'changed', photo: { ...whole, title: 'New' } });
    });

    check('an album', async ({ albums }, { album, photo }) => {
      assert.deepEqual(await albums.find(album.id), album);
      assert.deepEqual((await albums.listByOwner({ ownerId: album.ownerId, limit: 9 })).items, [album]);
      for (const audience of ['owner', 'linked', 'everyone'] as const) {
        const { items } = await albums.listPhotos({ albumId: album.id, audience, limit: 9 });
        assert.deepEqual(items, [photo.id], audience);
      }
    });

    check('a like', async ({ likes }, { like }) => {
      const { photoId, accountId } = like;
      assert.deepEqual((await likes.listByPhoto({ photoId, limit: 9 })).items, [like]);
      assert.deepEqual((await likes.listByAccount({ accountId, limit: 9 })).items, [like]);
      assert.equal(await likes.setAside(like, true), 0);
      assert.equal(await likes.unlike(like), 0);
    });

    check('a session', async ({ sessions }, { session }) => {
      assert.deepEqual(await sessions.findByDigest(session.secretDigest, noon), session);
      assert.deepEqual(await sessions.listByAccount(session.accountId, noon), [session]);
    });

    check('a token', async ({ tokens }, { token }) => {
      assert.deepEqual(await tokens.findByDigest(token.secretDigest, noon), token);
      await tokens.recordUse(token.id, noon + 1);
      assert.deepEqual(await tokens.listByAccount(token.accountId, noon), [
        { ...token, lastUsedAt: noon + 1 },
      ]);
    });

    check('attempts', async ({ attempts }, { attempts: { key, taken } }) => {
      assert.equal(await attempts.tally({ key, window: 60_000, by: 0, now: noon }), taken);
    });

    check('an event', async ({ events }, { event }) => {
      assert.deepEqual(await events.listSince({ accountIds: [event.accountId], since: noon }), [event]);
    });

    check('a sent mail', async ({ sentMails }, { mail }) => {
      assert.equal(await sentMails.claim(mail.id, noon + 1), 'sent');
    });

    check('a waiting job', async ({ jobs }, { job }) => {
      await jobs.enqueue({ name: job.name, payload: {}, key: job.key });
      const received = await jobs.receive({ limit: 9, lease: 30_000, waitFor: 0 });
      assert.deepEqual(
        received.map(({ id, name, payload, attempt, lane }) => ({ id, name, payload, attempt, lane })),
        [{ id: job.id, name: job.name, payload: job.payload, attempt: 1, lane: 'short' }],
      );
    });

    check('a dead job', async ({ jobs }, { deadJob: { payload: _, ...dead } }) => {
      assert.deepEqual((await jobs.listDead({ limit: 9 })).items, [{ ...dead, attempts: 5 }]);
      assert.deepEqual(await jobs.retryDead('all'), [dead.id]);
    });
  });
}
