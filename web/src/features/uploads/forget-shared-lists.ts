import type { QueryClient } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { readListEnd } from '../../api/read-list-end.ts';
import { sessionKey } from '../../api/use-session.ts';

/**
 * The account's figures and the albums that photos were put into are read afresh at once, lists that others see when
 * they are opened next, unless one is open at its top.
 */
export function forgetSharedLists(client: QueryClient, albumIds: ReadonlySet<string>) {
  const isAlbum = (address: unknown) =>
    [...albumIds].some((id) => String(address).startsWith(`/albums/${id}`)) ||
    (albumIds.size > 0 && String(address).startsWith('/me/albums'));
  const ends = [...albumIds].map((id) => listAddress(pathTo`/albums/${id}/photos`));
  for (const address of ends) void readListEnd(client, address);
  void client.invalidateQueries({
    predicate: ({ queryKey: [address] }) =>
      address === sessionKey[0] || (isAlbum(address) && !ends.includes(String(address))),
  });
  void client.invalidateQueries({
    predicate: ({ queryKey: [address] }) => /^\/(?:photos\?|users\/)/u.test(String(address)),
    refetchType: window.scrollY === 0 ? 'active' : 'none',
  });
}
