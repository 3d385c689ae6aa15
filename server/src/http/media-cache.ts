import type { Account } from '../domain/account.ts';
import type { PhotoId } from '../domain/ids.ts';
import type { Photo } from '../domain/photo.ts';
import { seconds } from '../domain/time.ts';
import { isPublicRevision } from '../features/media/rendition-url.ts';
import type { Ports } from '../ports/index.ts';

/** The time for which this process still serves a photo that another process hid, or whose owner it suspended. */
const knownFor = seconds(5);
const maxCachedPhotos = 2_000;

type CachedPhoto = { photo: Photo; owner: Account };
type PhotoCache = { find(id: PhotoId): Promise<CachedPhoto | undefined> };

/** Remembers photos with their owners for a moment. What this process changes is seen at once. */
export function createPhotoCache(ports: Pick<Ports, 'photos' | 'accounts' | 'clock' | 'events'>): PhotoCache {
  const known = new Map<PhotoId, { found: Promise<CachedPhoto | undefined>; until: number }>();
  ports.events.subscribeToAll(() => known.clear());

  const read = async (id: PhotoId): Promise<CachedPhoto | undefined> => {
    const photo = await ports.photos.find(id);
    const owner = photo && (await ports.accounts.find(photo.ownerId));
    return photo && owner && { photo, owner };
  };

  return {
    find(id) {
      const now = ports.clock.now();
      const present = known.get(id);
      const left = (present?.until ?? 0) - now;
      // A longer remainder means that the clock was set back.
      if (present && left > 0 && left <= knownFor) return present.found;
      if (known.size >= maxCachedPhotos) known.clear();
      const found = read(id);
      const entry = { found, until: now + knownFor };
      known.set(id, entry);
      found.catch(() => known.get(id) === entry && known.delete(id));
      return found;
    },
  };
}

/** The time for which this process still serves the public URL of a photo that another process made private. */
const publicFor = seconds(5);
const maxPublicRevisions = 10_000;

type PublicRevisions = {
  check(photoId: PhotoId, revision: string): Promise<boolean>;
  /** Without asking: whether it was public a moment ago. */
  isKnown(photoId: PhotoId, revision: string): boolean;
};

/** Remembers for a while what is public. Whatever this process changes is seen at once. */
export function createPublicRevisions(
  ports: Pick<Ports, 'photos' | 'accounts' | 'clock' | 'events'>,
): PublicRevisions {
  const publicUntil = new Map<string, number>();
  let generation = 0;
  ports.events.subscribeToAll(() => {
    generation += 1;
    publicUntil.clear();
  });
  const isKnown = (photoId: PhotoId, revision: string) => {
    const left = (publicUntil.get(`${photoId}/${revision}`) ?? 0) - ports.clock.now();
    // More than that is left where the clock was set back.
    return left > 0 && left <= publicFor;
  };

  return {
    isKnown,
    async check(photoId, revision) {
      if (isKnown(photoId, revision)) return true;
      const begun = generation;
      const until = ports.clock.now() + publicFor;
      if (!(await isPublicRevision(ports, photoId, revision))) return false;
      if (generation !== begun) return true;
      if (publicUntil.size >= maxPublicRevisions) publicUntil.clear();
      publicUntil.set(`${photoId}/${revision}`, until);
      return true;
    },
  };
}

const cacheBytes = 48 * 1024 * 1024;
const maxAnswers = 10_000;

/** The photo of a cached response, and the key of its bytes. */
export type RenditionName = { photoId: PhotoId; revision: string; key: string };
export type CachedResponse = { headers: string[]; bytes: Uint8Array<ArrayBuffer> };

export type RenditionCache = {
  bytes: ByteCache;
  revisions: PublicRevisions;
  /** Remembers with which headers the rendition at the address is answered. They stay the same for ever. */
  keep(address: string, name: RenditionName, headers: Iterable<readonly [string, string]>): void;
  /** The whole answer at an address, while its photo is known to be public: names and values of headers by turns. */
  find(address: string): CachedResponse | undefined;
};

/** Caches renditions for the app and for the HTTP server in front of it. */
export function createRenditionCache(
  ports: Pick<Ports, 'photos' | 'accounts' | 'clock' | 'events'>,
  countLookup?: CountLookup,
): RenditionCache {
  const cache = createByteCache(cacheBytes);
  const bytes: ByteCache = {
    ...cache,
    get(key) {
      const found = cache.get(key);
      countLookup?.('renditions', found !== undefined);
      return found;
    },
  };
  const revisions = createPublicRevisions(ports);
  const answers = new Map<string, { name: RenditionName; headers: string[] }>();
  return {
    bytes,
    revisions,
    keep(address, name, headers) {
      if (answers.size >= maxAnswers) answers.clear();
      answers.set(address, { name, headers: [...headers].flat() });
    },
    find(address) {
      const answer = answers.get(address);
      if (!answer || !revisions.isKnown(answer.name.photoId, answer.name.revision)) return undefined;
      const kept = bytes.get(answer.name.key);
      return kept && { headers: answer.headers, bytes: kept };
    },
  };
}

/** Counts whether a cache held what was asked for. */
export type CountLookup = (cache: 'answers' | 'renditions', isHit: boolean) => void;

export type ByteCache = {
  get(key: string): Uint8Array<ArrayBuffer> | undefined;
  set(key: string, bytes: Uint8Array<ArrayBuffer>): void;
};

/** The bytes last asked for, up to so many in all. */
function createByteCache(capacity: number): ByteCache {
  // A map keeps the order of insertion: what is asked for is put in again, so that the first is the longest unused.
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  let size = 0;
  return {
    get(key) {
      const found = entries.get(key);
      if (found) {
        entries.delete(key);
        entries.set(key, found);
      }
      return found;
    },
    set(key, bytes) {
      size += bytes.byteLength - (entries.get(key)?.byteLength ?? 0);
      entries.delete(key);
      entries.set(key, bytes);
      for (const [oldest, { byteLength }] of entries) {
        if (size <= capacity) return;
        entries.delete(oldest);
        size -= byteLength;
      }
    },
  };
}
