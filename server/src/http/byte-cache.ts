/** Counts whether a cache held what was asked for. */
export type CountLookup = (cache: 'answers' | 'renditions', isHit: boolean) => void;

export type ByteCache = {
  get(key: string): Uint8Array<ArrayBuffer> | undefined;
  set(key: string, bytes: Uint8Array<ArrayBuffer>): void;
};

/** The bytes last asked for, up to so many in all. */
export function createByteCache(capacity: number): ByteCache {
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
