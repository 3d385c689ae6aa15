import { createSqlAccounts, createSqlPhotos, migrate, openSqlite } from '../server/src/adapters/sql/index.ts';
import type { AccountId } from '../server/src/domain/ids.ts';
import { buildAccount } from '../server/src/ports/conformance/builders.ts';
import { buildSamplePhoto } from './sample-photo.ts';

const owners = 200;

/** A database with that many public photos and no bytes, for what only reads rows. */
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
