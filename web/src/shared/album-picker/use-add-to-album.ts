import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { albumPhotosUrl, invalidateAlbumLists, removeFromAlbumCache } from '../../api/album-cache.ts';
import { api } from '../../api/client.ts';
import { refetchListEnd } from '../../api/read-list.ts';
import { unwrap } from '../../api/request.ts';
import type { Album } from '../../api/types.ts';
import { type ToastAction, useToast } from '../../ui/toast.tsx';
import { type Format, useFormat } from '../i18n/format.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { describeFailed } from '../selection/bulk-change.ts';
import { useUndo } from '../selection/use-bulk-change.ts';
import { type Added, addToAlbum } from './add-to-album.ts';

type Request = {
  photoIds: readonly string[];
  /** An album, or the title of a new one. */
  into: Album | string;
};

/** Adds photos to an album and shows the result. `offer` adds an action to that toast. */
export function useAddToAlbum(offer?: (album: Album) => ToastAction) {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  const createUndo = useUndo();
  // If adding the photos fails, a retry reuses the new album.
  const createdAlbums = useRef(new Map<string, Album>());
  const createAlbum = async (title: string): Promise<Album> => {
    const album =
      createdAlbums.current.get(title) ??
      (await unwrap(api.POST('/albums', { body: { title, visibility: 'private' } })));
    createdAlbums.current.set(title, album);
    return album;
  };
  return useMutation({
    mutationFn: async ({ photoIds, into }: Request) => {
      const album = typeof into === 'string' ? await createAlbum(into) : into;
      return { album, ...(await addToAlbum(album, photoIds)) };
    },
    onSuccess: ({ album, ...added }) => {
      const hide = () => void removeFromAlbumCache(client, album.id, new Set(added.added));
      const actions = [offer?.(album), added.undo && createUndo(added.undo, hide)];
      const [action, otherAction] = actions.filter((each) => each !== undefined);
      const text = describeAdded(added, album.title, format);
      toast({ text, ...(action && { action }), ...(otherAction && { otherAction }) });
    },
    onSettled: (result, _error, { into }) => {
      const album = result?.album ?? (typeof into === 'string' ? createdAlbums.current.get(into) : into);
      return Promise.all([
        invalidateAlbumLists(client),
        ...(album
          ? [
              client.invalidateQueries({ queryKey: [`/albums/${album.id}`] }),
              // Added photos come last.
              refetchListEnd(client, albumPhotosUrl(album.id)),
            ]
          : []),
      ]);
    },
  });
}

const words = libraryMessages.selection;

function describeAdded({ added, present, failed }: Added, album: string, format: Format): string {
  const count = added.length;
  const formatted = format.number(present);
  const text =
    count === 0
      ? [words.nothingToAdd(present, formatted, album)]
      : [words.added(count, format.number(count), album), present > 0 && words.wereThere(present, formatted)];
  return [...text, describeFailed(failed, 'addToAlbum', format)].filter(Boolean).join(' ');
}
