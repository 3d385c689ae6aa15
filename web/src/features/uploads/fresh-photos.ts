import type { QueryClient } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { changePhotoInCache, type PhotoList } from '../../api/photo-cache.ts';
import { readListEnd } from '../../api/read-list-end.ts';
import type { Photo } from '../../api/types.ts';
import { sessionKey } from '../../api/use-session.ts';

const ownList = '/me/photos?';

/** Puts a photo into one's own gallery at once, or what is new about it to wherever it is shown. */
export function showFreshPhoto(client: QueryClient, photo: Photo) {
  changePhotoInCache(client, photo.id, () => photo);
  for (const query of client.getQueryCache().getAll()) {
    const [address] = query.queryKey;
    if (typeof address !== 'string' || !address.startsWith(ownList)) continue;
    const list = query.state.data as PhotoList | undefined;
    if (!list || list.pages.some((page) => page.items.some(({ id }) => id === photo.id))) continue;
    if (!fits(photo, new URLSearchParams(address.slice(ownList.length)))) continue;
    const [first, ...rest] = list.pages;
    if (!first) continue;
    client.setQueryData<PhotoList>(query.queryKey, {
      ...list,
      pages: [{ ...first, items: [photo, ...first.items] }, ...rest],
    });
  }
}

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

function fits(photo: Photo, filter: URLSearchParams) {
  const tag = filter.get('tag');
  return (
    (filter.get('status') ?? photo.status) === photo.status &&
    (filter.get('visibility') ?? photo.visibility) === photo.visibility &&
    (!tag || photo.tags.includes(tag))
  );
}
