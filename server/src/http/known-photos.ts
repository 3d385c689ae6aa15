import type { Account } from '../domain/account.ts';
import type { PhotoId } from '../domain/ids.ts';
import type { Photo } from '../domain/photo.ts';
import { seconds } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';

/** How long a photo that another process hid, or whose owner it suspended, can still be read here. */
const knownFor = seconds(5);
const maxKnown = 2_000;

export type KnownPhoto = { photo: Photo; owner: Account };
export type KnownPhotos = { find(id: PhotoId): Promise<KnownPhoto | undefined> };

/** Remembers photos with their owners for a moment. What this process changes is seen at once. */
export function createKnownPhotos(
  ports: Pick<Ports, 'photos' | 'accounts' | 'clock' | 'events'>,
): KnownPhotos {
  const known = new Map<PhotoId, { found: Promise<KnownPhoto | undefined>; until: number }>();
  ports.events.subscribeToAll(() => known.clear());

  const read = async (id: PhotoId): Promise<KnownPhoto | undefined> => {
    const photo = await ports.photos.find(id);
    const owner = photo && (await ports.accounts.find(photo.ownerId));
    return photo && owner && { photo, owner };
  };

  return {
    find(id) {
      const now = ports.clock.now();
      const present = known.get(id);
      const left = (present?.until ?? 0) - now;
      // More than that is left if the clock was set back.
      if (present && left > 0 && left <= knownFor) return present.found;
      if (known.size >= maxKnown) known.clear();
      const found = read(id);
      const entry = { found, until: now + knownFor };
      known.set(id, entry);
      found.catch(() => known.get(id) === entry && known.delete(id));
      return found;
    },
  };
}
