import type { PhotoId } from '../domain/ids.ts';
import type { Ports } from '../ports/index.ts';
import { type ByteCache, type CountLookup, createByteCache } from './byte-cache.ts';
import { createPublicRevisions, type PublicRevisions } from './public-revisions.ts';

const cacheBytes = 48 * 1024 * 1024;
const maxAnswers = 10_000;

/** Whose picture an answer was, and where its bytes are kept. */
export type RenditionName = { photoId: PhotoId; revision: string; key: string };
export type ReadyAnswer = { headers: string[]; bytes: Uint8Array<ArrayBuffer> };

export type RenditionMemory = {
  bytes: ByteCache;
  revisions: PublicRevisions;
  /** Remembers with which headers the rendition at the address is answered. They stay the same for ever. */
  keep(address: string, name: RenditionName, headers: Iterable<readonly [string, string]>): void;
  /** The whole answer at an address, while its photo is known to be public: names and values of headers by turns. */
  find(address: string): ReadyAnswer | undefined;
};

/** What the app keeps of renditions, and what whoever listens in front of it may answer from. */
export function createRenditionMemory(
  ports: Pick<Ports, 'photos' | 'accounts' | 'clock' | 'events'>,
  countLookup?: CountLookup,
): RenditionMemory {
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
