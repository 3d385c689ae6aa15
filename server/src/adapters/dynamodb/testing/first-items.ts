import type { FirstRows } from '../../../ports/conformance/first-rows.ts';

type Item = Record<string, string | number | boolean>;

/* Copies the key format of the first version. It must not follow later changes of the adapter. */
const moment = (at: number) => String(at).padStart(16, '0');
const position = (at: number) => String(2 ** 50 + at).padStart(16, '0');
const expiring = (at: number) => ({ expiresAt: at, ttl: Math.ceil(at / 1000) });
const lists = (...entries: [number: number, list: string, at: string][]): Item =>
  Object.fromEntries(
    entries.flatMap(([number, list, at]) => [
      [`list${number}`, list],
      [`at${number}`, at],
    ]),
  );

function shard(id: string, shards: number): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % shards;
}

/** Builds the items that the first version wrote for these values. */
export function buildFirstItems(rows: FirstRows): Item[] {
  const { account, photo, album, like, session, token, attempts, event, mail, job, deadJob } = rows;
  const at = `${moment(photo.createdAt)}#${photo.id}`;
  const feed = `${moment(photo.publishedAt)}#${photo.id}`;
  const owner = account.id;
  const partition = `photo#${photo.id}`;
  const json = (value: object) => ({ value: JSON.stringify(value) });

  const secret = (
    kind: string,
    { id, secretDigest, accountId, expiresAt }: typeof session | typeof token,
  ) => [
    {
      pk: `${kind}#${secretDigest}`,
      sk: kind,
      ...json(kind === 'session' ? session : token),
      ...expiring(expiresAt),
      ...lists([1, `${kind}-by-id#${id}`, accountId], [2, `expiring-${kind}s`, `${moment(expiresAt)}#${id}`]),
    },
    { pk: `${kind}s#${accountId}`, sk: id, secretDigest, ...expiring(expiresAt) },
  ];

  return [
    {
      pk: `account#${owner}`,
      sk: 'account',
      ...json(account),
      photoCount: rows.usage.photos,
      publicPhotoCount: rows.usage.publicPhotos,
      storedBytes: rows.usage.bytes,
      version: 1,
      ...lists([1, 'accounts', owner]),
    },
    { pk: `username#${account.username}`, sk: 'holder', accountId: owner },
    { pk: `address#${account.email.toLowerCase()}`, sk: 'holder', accountId: owner },
    { pk: `credentials#${owner}`, sk: 'password', hash: rows.passwordHash },
    { pk: `credentials#${owner}`, sk: 'grant', sealed: rows.refreshToken },
    {
      pk: partition,
      sk: 'photo',
      ...json(photo),
      likeCount: rows.likeCount,
      version: 1,
      ...lists(
        [1, `feed#${shard(photo.id, 8)}`, feed],
        [2, `profile#${owner}`, feed],
        [3, `gallery#${owner}`, at],
        [4, `sifted#${owner}#ready#public`, at],
        [5, `owned#${owner}`, photo.id],
        [6, `photos#${shard(photo.id, 8)}`, photo.id],
      ),
    },
    { pk: `checksum#${owner}#${photo.sha256}`, sk: 'claim', photoId: photo.id },
    {
      pk: partition,
      sk: 'tag#water',
      ...lists(
        [1, 'tag#water', feed],
        [3, `gallery#${owner}#water`, at],
        [4, `sifted#${owner}#ready#public#water`, at],
      ),
    },
    { pk: `own-tags#${owner}`, sk: 'water' },
    {
      pk: `album#${album.id}`,
      sk: 'album',
      ...json(album),
      placeCount: 1,
      first: 1,
      end: rows.position,
      version: 1,
      ...lists(
        [1, `albums#${owner}`, `${moment(album.createdAt)}#${album.id}`],
        [2, `public-albums#${owner}`, `${moment(album.createdAt)}#${album.id}`],
        [4, `album-cover#${photo.id}`, album.id],
      ),
    },
    {
      pk: partition,
      sk: `place#${album.id}`,
      position: rows.position,
      ...lists(
        [1, `album-kept#${album.id}`, position(rows.position)],
        [2, `album-shared#${album.id}`, position(rows.position)],
        [3, `album#${album.id}`, position(rows.position)],
      ),
    },
    {
      pk: partition,
      sk: `like#${like.accountId}`,
      ...json(like),
      ...lists(
        [1, `likes-of-photo#${photo.id}`, `${moment(like.likedAt)}#${like.accountId}`],
        [2, `likes-of-account#${like.accountId}`, `${moment(like.likedAt)}#${photo.id}`],
      ),
    },
    ...secret('session', session),
    ...secret('token', token),
    {
      pk: `attempts#${attempts.key}`,
      sk: 'window',
      taken: attempts.taken,
      ...expiring(attempts.expiresAt),
      ...lists([
        1,
        `expiring-attempts#${shard(attempts.key, 8)}`,
        `${moment(attempts.expiresAt)}#${attempts.key}`,
      ]),
    },
    {
      pk: `events#${event.accountId}`,
      sk: `${moment(event.at)}#${event.id}`,
      ...json(event),
      ...expiring(event.at + 300_000),
    },
    {
      pk: `mail#${mail.id}`,
      sk: 'mail',
      isSent: true,
      claimedAt: mail.claimedAt,
      ...lists([1, `sent-mails#${shard(mail.id, 8)}`, `${moment(mail.claimedAt)}#${mail.id}`]),
    },
    {
      pk: `job#${job.id}`,
      sk: 'job',
      id: job.id,
      name: job.name,
      payload: JSON.stringify(job.payload),
      attempts: 0,
      key: job.key,
      waitsByKey: true,
      dueAt: job.dueAt,
      ...lists([1, `due-jobs#${shard(job.id, 4)}`, `${moment(job.dueAt)}#${job.id}`]),
    },
    { pk: `job-key#${job.key}`, sk: 'waiting', jobId: job.id },
    {
      pk: `job#${deadJob.id}`,
      sk: 'job',
      id: deadJob.id,
      name: deadJob.name,
      payload: JSON.stringify(deadJob.payload),
      attempts: 5,
      reason: deadJob.reason,
      diedAt: deadJob.diedAt,
      ...lists([2, 'dead-jobs', `${moment(deadJob.diedAt)}#${deadJob.id}`]),
    },
  ];
}
