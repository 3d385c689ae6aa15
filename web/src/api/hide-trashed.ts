import type { QueryClient } from '@tanstack/react-query';
import { type Rollback, removePhotosFromCache } from './photo-cache.ts';

/** Takes photos that go to the trash out of the lists, and out of the trash itself once they come back. */
export function hideTrashed(client: QueryClient, ids: ReadonlySet<string>): Rollback {
  const putBack = removePhotosFromCache(client, ids);
  return () => {
    removePhotosFromCache(client, ids, (address) => String(address).startsWith('/me/trash'));
    putBack();
  };
}
