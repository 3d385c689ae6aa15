import type { Account } from '../../domain/account.ts';
import type { Ports } from '../../ports/index.ts';
import { purgePhotos } from '../steps/purge-photos.ts';

/** Deletes for good what lies in the trash now. */
export async function emptyTrash(
  ports: Pick<Ports, 'photos' | 'jobs' | 'events' | 'clock'>,
  viewer: Account,
): Promise<void> {
  for (;;) {
    const { items } = await ports.photos.listTrash({ ownerId: viewer.id, limit: 100 });
    if (items.length === 0) return;
    await purgePhotos(ports, items);
  }
}
