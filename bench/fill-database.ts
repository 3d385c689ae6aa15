import { createSqlAccounts, createSqlPhotos, migrate, openSqlite } from '../server/src/adapters/sql/index.ts';
import type { AccountId } from '../server/src/domain/ids.ts';
import type { Photo } from '../server/src/domain/photo.ts';
import { buildAccount, buildPhoto } from '../server/src/ports/conformance/builders.ts';

const renditions = [320, 640, 1280, 2048].map((width) => ({
  width,
  height: (width * 3) / 4,
  format: 'webp' as const,
}));

/** Builds a public photo without bytes. Each is a second newer than the one before. */
export function buildSamplePhoto(ownerId: AccountId, index: number): Photo {
  const time = Date.UTC(2025, 0, 1) + index * 1000;
  return buildPhoto(ownerId, {
    title: `Photograph ${index}`,
    tags: ['sea', 'summer'],
    status: 'ready',
    fileName: `IMG_${index}.jpg`,
    bytes: 3_500_000,
    picture: {
      format: 'jpeg',
      width: 4032,
      height: 3024,
      animated: false,
      thumbhash: 'k0oGLQaSVsN0BVhn2oq2Z5SQUQcZ',
      color: '#8aa1b2',
      renditions: [...renditions, { width: 1280, height: 960, format: 'jpeg' }],
      revision: 'bench0bench0benc',
    },
    metadata: {
      camera: 'Vitrine One',
      lens: '26mm f/1.8',
      focalLength: 26,
      aperture: 1.8,
      exposureTime: '1/120',
      iso: 64,
    },
    createdAt: time,
    statusSince: time,
    publishedAt: time,
  });
}

const owners = 200;

/** Creates a database with public photos and no bytes, for benchmarks that only read rows. */
export async function fillDatabase(path: string, count: number): Promise<void> {
  console.error(`filling ${path} with ${count.toLocaleString('en')} photos …`);
  await using database = await openSqlite(path, { isDurable: false });
  await migrate(database);
  const accounts = createSqlAccounts(database);
  const photos = createSqlPhotos(database);
  const ids: AccountId[] = [];
  for (let index = 0; index < owners; index += 1) {
    const account = buildAccount({ username: `member-${index}`, email: `member-${index}@example.org` });
    await accounts.insert(account);
    ids.push(account.id);
  }
  for (let index = 0; index < count; index += 1) {
    const ownerId = ids[index % owners] ?? (ids[0] as AccountId);
    await photos.begin(buildSamplePhoto(ownerId, index), Number.MAX_SAFE_INTEGER);
  }
}
