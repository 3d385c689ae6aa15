import { useMutation, useQueryClient } from '@tanstack/react-query';
import { albumPhotosUrl } from '../../api/album-cache.ts';
import { changePhotosInCache } from '../../api/photo-cache.ts';
import { readWholeList } from '../../api/read-list.ts';
import type { Album, Photo, Visibility } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import { problemText } from '../errors/problem-text.ts';
import { type Format, useFormat } from '../i18n/format.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { sharingMessages } from '../i18n/messages-sharing.ts';
import { bulkProblem, changePhotosInBulk, undoBulkChanges } from '../selection/bulk-change.ts';
import { useUndo } from '../selection/use-bulk-change.ts';

const reach: Readonly<Record<Visibility, number>> = { private: 0, unlisted: 1, public: 2 };

/** True if people who can open the album do not see the photo in it. */
const isWithheld = (album: Pick<Album, 'visibility'>, photo: Pick<Photo, 'visibility'>) =>
  reach[photo.visibility] < reach[album.visibility];

type WithheldCounts = NonNullable<Album['withheld']>;

export const countWithheld = (
  album: Pick<Album, 'visibility'>,
  photos: readonly Pick<Photo, 'visibility'>[],
): WithheldCounts => {
  const withheld = photos.filter((photo) => isWithheld(album, photo));
  const hidden = withheld.filter(({ visibility }) => visibility === 'private').length;
  return { private: hidden, unlisted: withheld.length - hidden };
};

export const countAll = (counts: WithheldCounts | undefined) =>
  counts ? counts.private + counts.unlisted : 0;

export const describeWithheld = ({ private: hidden, unlisted }: WithheldCounts, format: Format) =>
  sharingMessages.withheld(unlisted, hidden, format.number(unlisted), format.number(hidden));

type WithheldDialogProps = {
  album: Album;
  /** Limits the question to these photos: earlier ones were decided earlier. */
  photos?: readonly Photo[] | undefined;
  onClose: () => void;
};

/** Asks whether to make photos as visible as the album that hides them. */
export function WithheldDialog({ album, photos, onClose }: WithheldDialogProps) {
  const show = useShowWithheld(album);
  const format = useFormat();
  const counts = photos ? countWithheld(album, photos) : album.withheld;
  if (!counts || countAll(counts) === 0 || album.visibility === 'private') return null;
  return (
    <Dialog
      title={sharingMessages.withheldTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{sharingMessages.keepHidden}</Button>
          <Button
            look="primary"
            busy={show.isPending}
            onClick={() => show.mutate(photos, { onSettled: onClose })}
          >
            {sharingMessages.showWithheld[album.visibility]}
          </Button>
        </>
      }
    >
      <p>{describeWithheld(counts, format)}</p>
    </Dialog>
  );
}

/** Makes hidden photos of an album as visible as the album: the given ones, or all. */
export function useShowWithheld(album: Album) {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  const createUndo = useUndo();
  const { id, visibility } = album;
  return useMutation({
    mutationFn: async (some?: readonly Photo[]) => {
      const photos = some ?? (await readWholeList<Photo>(albumPhotosUrl(id)));
      const withheld = photos.filter((photo) => isWithheld(album, photo));
      const change = { action: 'visibility' as const, visibility };
      const { done, failed } = await changePhotosInBulk(
        withheld.map((photo) => photo.id),
        change,
      );
      if (done.size === 0 && failed.count > 0) throw bulkProblem(failed, change.action);
      return { done, before: withheld.filter((photo) => done.has(photo.id)) };
    },
    onSuccess: ({ done, before }) => {
      const rollback = changePhotosInCache(client, done, (photo) => ({ ...photo, visibility }));
      const steps = [...Map.groupBy(before, (photo) => photo.visibility)].map(([was, alike]) => ({
        photoIds: alike.map((photo) => photo.id),
        change: { action: 'visibility' as const, visibility: was },
      }));
      toast({
        text: libraryMessages.library.visibilityChanged[visibility](done.size, format.number(done.size)),
        action: createUndo(() => undoBulkChanges(steps), rollback),
      });
    },
    onError: (error) => toast({ text: problemText(error) }),
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [url] }) =>
          /^\/(?:me\/albums|photos\?|users\/)/u.test(String(url)) || url === `/albums/${id}`,
      }),
  });
}
