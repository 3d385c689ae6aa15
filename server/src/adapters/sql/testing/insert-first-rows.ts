import { type RawBuilder, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { FirstRows } from '../../../ports/conformance/first-rows.ts';
import type { Database } from '../index.ts';
import { createInitialMigration } from '../migrations/001-initial.ts';

/** Brings a database without tables to the first migration, as the first version left it. */
export async function migrateToFirst(database: Database): Promise<void> {
  await database.migrating(async (db) => {
    const initial = { '001-initial': createInitialMigration(database.dialect) };
    const migrator = new Migrator({ db, provider: { getMigrations: async () => initial } });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  });
}

type Row = Record<string, string | number | null>;

/** Inserts the rows that the first version wrote for these values. */
export async function insertFirstRows({ kysely }: Database, rows: FirstRows): Promise<void> {
  for (const [table, row] of buildFirstRows(rows)) await insert(table, row).execute(kysely);
}

function insert(table: string, row: Row): RawBuilder<unknown> {
  const columns = Object.keys(row).map((name) => sql.ref(name));
  return sql`insert into ${sql.table(table)} (${sql.join(columns)}) values (${sql.join(Object.values(row))})`;
}

function buildFirstRows(rows: FirstRows): [table: string, row: Row][] {
  const { account, usage, photo, album, like, session, token, attempts, event, mail, job, deadJob } = rows;
  return [
    [
      'accounts',
      {
        id: account.id,
        username: account.username,
        email: account.email,
        email_key: account.email.toLowerCase(),
        display_name: account.displayName,
        bio: account.bio,
        role: account.role,
        confirmed_at: account.confirmedAt,
        created_at: account.createdAt,
        photo_count: usage.photos,
        public_photo_count: usage.publicPhotos,
        stored_bytes: usage.bytes,
        version: 1,
      },
    ],
    ['credentials', { account_id: account.id, password_hash: rows.passwordHash }],
    ['grants', { account_id: account.id, sealed: rows.refreshToken }],
    [
      'photos',
      {
        id: photo.id,
        owner_id: photo.ownerId,
        version: 1,
        title: photo.title,
        description: photo.description,
        alt_text: photo.altText,
        tags: JSON.stringify(photo.tags),
        visibility: photo.visibility,
        show_place: 0,
        allow_download: 1,
        status: photo.status,
        file_name: photo.fileName,
        bytes: photo.bytes,
        content_type: photo.contentType,
        sha256: photo.sha256,
        picture: JSON.stringify(photo.picture),
        metadata: JSON.stringify(photo.metadata),
        like_count: rows.likeCount,
        created_at: photo.createdAt,
        status_since: photo.statusSince,
        published_at: photo.publishedAt,
        feed_at: photo.publishedAt,
        gallery_at: photo.createdAt,
        checksum_claim: photo.sha256,
      },
    ],
    [
      'photo_tags',
      {
        photo_id: photo.id,
        tag_key: 'water',
        owner_id: photo.ownerId,
        feed_at: photo.publishedAt,
        gallery_at: photo.createdAt,
      },
    ],
    [
      'albums',
      {
        id: album.id,
        owner_id: album.ownerId,
        title: album.title,
        description: album.description,
        visibility: album.visibility,
        cover_photo_id: album.coverPhotoId,
        created_at: album.createdAt,
        updated_at: album.updatedAt,
        public_at: album.createdAt,
        version: 1,
      },
    ],
    [
      'album_photos',
      {
        album_id: album.id,
        photo_id: photo.id,
        position: rows.position,
        kept_position: rows.position,
        shared_position: rows.position,
      },
    ],
    ['likes', { photo_id: like.photoId, account_id: like.accountId, liked_at: like.likedAt }],
    [
      'sessions',
      {
        id: session.id,
        account_id: session.accountId,
        secret_digest: session.secretDigest,
        device: session.device,
        created_at: session.createdAt,
        last_seen_at: session.lastSeenAt,
        expires_at: session.expiresAt,
      },
    ],
    [
      'tokens',
      {
        id: token.id,
        account_id: token.accountId,
        name: token.name,
        scopes: JSON.stringify(token.scopes),
        secret_digest: token.secretDigest,
        created_at: token.createdAt,
        expires_at: token.expiresAt,
      },
    ],
    [
      'attempts',
      {
        bucket: attempts.key,
        started_at: attempts.createdAt,
        expires_at: attempts.expiresAt,
        count: attempts.taken,
      },
    ],
    [
      'events',
      {
        id: event.id,
        account_id: event.accountId,
        event: JSON.stringify(event.event),
        happened_at: event.at,
      },
    ],
    ['sent_mails', { id: mail.id, claimed_at: mail.claimedAt, is_sent: 1 }],
    [
      'jobs',
      {
        id: job.id,
        name: job.name,
        payload: JSON.stringify(job.payload),
        job_key: job.key,
        waiting_key: job.key,
        due_at: job.dueAt,
        attempts: 0,
        enqueued_at: job.dueAt,
      },
    ],
    [
      'jobs',
      {
        id: deadJob.id,
        name: deadJob.name,
        payload: JSON.stringify(deadJob.payload),
        attempts: 5,
        reason: deadJob.reason,
        enqueued_at: deadJob.diedAt,
        dead_at: deadJob.diedAt,
      },
    ],
  ];
}
