import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import {
  albumPhotosUrl,
  invalidateAlbumLists,
  readAlbumPhotos,
  removeFromAlbumCache,
} from '../../api/album-cache.ts';
import { api } from '../../api/client.ts';
import { refetchListEnd } from '../../api/read-list.ts';
import { unwrap } from '../../api/request.ts';
import type { Album } from '../../api/types.ts';
import { type ToastAction, useToast } from '../../ui/toast.tsx';
import { type Format, useFormat } from '../i18n/format.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import {
  type BulkChange,
  type BulkResult,
  bulkProblem,
  changePhotosInBulk,
  describeFailed,
  undoBulkChanges,
} from '../selection/bulk-change.ts';
import { useUndo } from '../selection/use-bulk-change.ts';

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

type Added = {
  added: readonly string[];
  /** Number of photos that were in the album before. 0 if unknown. */
  present: number;
  failed: BulkResult['failed'];
  /** Removes the added photos again. Absent if none was new, or if the previous content is unknown. */
  undo?: () => Promise<void>;
};

/** Adds any number of photos to an album. Throws if none could be added. */
export async function addToAlbum(
  album: { id: string; photoCount: number },
  photoIds: readonly string[],
  { read = readAlbumPhotos, change = changePhotosInBulk } = {},
): Promise<Added> {
  const albumId = album.id;
  const photos = await read(album);
  const before = photos && new Set(photos.map(({ id }) => id));
  const adding: BulkChange = { action: 'addToAlbum', albumId };
  const { done, failed } = await change(photoIds, adding);
  if (failed.count > 0 && done.size === 0) throw bulkProblem(failed, adding.action);
  const added = [...done].filter((id) => !before?.has(id));
  const takenOut = { photoIds: added, change: { action: 'removeFromAlbum' as const, albumId } };
  return {
    added,
    present: done.size - added.length,
    failed,
    ...(before && added.length > 0 && { undo: () => undoBulkChanges([takenOut], change) }),
  };
}
