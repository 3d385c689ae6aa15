import { useMutation, useQueryClient } from '@tanstack/react-query';
import { albumPhotosAddress } from '../../api/album-cache.ts';
import { changePhotosInCache } from '../../api/photo-cache.ts';
import { readWholeList } from '../../api/read-whole-list.ts';
import type { Album, Photo } from '../../api/types.ts';
import { useToast } from '../../ui/toast.tsx';
import { problemText } from '../errors/problem-text.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { useFormat } from '../i18n/use-format.ts';
import { bulkProblem } from '../selection/bulk-problem.ts';
import { changeInBulk } from '../selection/change-in-bulk.ts';
import { takeBackInBulk } from '../selection/take-back-in-bulk.ts';
import { useUndo } from '../selection/use-undo.ts';
import { isWithheld } from './count-withheld.ts';

/** Makes photos that an album withholds from others as visible as the album: these, or all that are in it. */
export function useShowWithheld(album: Album) {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  const makeUndo = useUndo();
  const { id, visibility } = album;
  return useMutation({
    mutationFn: async (some?: readonly Photo[]) => {
      const photos = some ?? (await readWholeList<Photo>(albumPhotosAddress(id)));
      const withheld = photos.filter((photo) => isWithheld(album, photo));
      const change = { action: 'visibility' as const, visibility };
      const { done, failed } = await changeInBulk(
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
        action: makeUndo(() => takeBackInBulk(steps), rollback),
      });
    },
    onError: (error) => toast({ text: problemText(error) }),
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [address] }) =>
          /^\/(?:me\/albums|photos\?|users\/)/u.test(String(address)) || address === `/albums/${id}`,
      }),
  });
}
