import type { PhotoId } from '../domain/ids.ts';
import { seconds } from '../domain/time.ts';
import { isPublicRevision } from '../features/media/rendition-url.ts';
import type { Ports } from '../ports/index.ts';

/** How long a photo that another process made private can still be read here from its public address. */
const publicFor = seconds(5);
const maxKnown = 10_000;

export type PublicRevisions = {
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
      if (publicUntil.size >= maxKnown) publicUntil.clear();
      publicUntil.set(`${photoId}/${revision}`, until);
      return true;
    },
  };
}
