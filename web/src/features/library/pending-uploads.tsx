import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { listAddress } from '@vitrine/contract/pages.ts';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/list-query.ts';
import { removePhotosFromCache } from '../../api/photo-cache.ts';
import { ApiProblem, unwrap } from '../../api/request.ts';
import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { libraryMessages } from '../../shared/i18n/messages-library.ts';
import { ShowMore } from '../../shared/show-more.tsx';
import { useUploads } from '../../shared/upload-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './pending-uploads.module.css';

/** Lists the user's unfinished uploads and rejected files. */
function usePendingUploads() {
  const uploading = useList('uploading');
  const rejected = useList('rejected');
  const more = uploading.hasNextPage ? uploading : rejected;
  return {
    photos: [...photosOf(rejected, 'rejected'), ...photosOf(uploading, 'uploading')],
    /** The list that has more pages, if any. */
    more,
  };
}

type Status = 'uploading' | 'rejected';

/** A list of its own, because the library's list unloads pages that are scrolled past. */
const useList = (status: Status) =>
  useInfiniteQuery(listQuery<Photo>(listAddress('/me/photos', { status, limit: '100' })));

/** Drops photos whose status has changed since the list was read. */
const photosOf = ({ data }: ReturnType<typeof useList>, status: Status) =>
  data?.pages.flatMap((page) => page.items).filter((photo) => photo.status === status) ?? [];

const words = libraryMessages.library;

/** A line above the library that reports unfinished uploads and rejected files, and expands to list them. */
export function PendingUploads() {
  const { isUploading, pickFiles } = useUploads();
  const { photos, more } = usePendingUploads();
  const [isOpen, setIsOpen] = useState(false);
  const discard = useDiscardUploads();
  const format = useFormat();
  const waiting = photos.filter(({ id }) => !isUploading(id));
  if (waiting.length === 0) return null;
  const rejected = waiting.filter(({ status }) => status === 'rejected').length;
  const unsent = waiting.length - rejected;
  const summary = [
    rejected > 0 && words.rejectedFiles(rejected, format.number(rejected)),
    unsent > 0 && words.unsentFiles(unsent, format.number(unsent)),
  ].filter(Boolean);
  return (
    <section className={styles.section} aria-label={words.needsAttention}>
      <div className={styles.line}>
        <span className={styles.icon} data-troubled={rejected > 0 || undefined}>
          <Icon name="warning" />
        </span>
        <p className={styles.summary}>{summary.join(' ')}</p>
        <Button
          look="plain"
          aria-expanded={isOpen}
          aria-controls="unfinished"
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? words.closeReview : words.review}
        </Button>
        {rejected > 0 && (
          <Button
            look="plain"
            busy={discard.isPending}
            onClick={() => discard.mutate(waiting.filter(({ status }) => status === 'rejected'))}
          >
            {words.dismissAll}
          </Button>
        )}
      </div>
      <div id="unfinished" hidden={!isOpen}>
        <ul className={styles.list}>
          {waiting.map((photo) => {
            const isRejected = photo.status === 'rejected';
            return (
              <li key={photo.id} className={styles.item}>
                <p className={styles.words}>
                  <span className={styles.name} dir="auto">
                    {photo.fileName}
                  </span>
                  <span className={styles.reason}>
                    {isRejected ? (photo.statusReason ?? words.rejected) : words.waiting}
                  </span>
                </p>
                <div className={styles.actions}>
                  {!isRejected && <Button onClick={pickFiles}>{words.chooseAgain}</Button>}
                  <Button look="plain" onClick={() => discard.mutate([photo])}>
                    {isRejected ? words.dismiss : words.discard}
                  </Button>
                </div>
              </li>
            );
          })}
        </ul>
        <ShowMore list={more} />
      </div>
    </section>
  );
}

/** Discards unfinished uploads and dismisses rejected files. */
function useDiscardUploads() {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  return useMutation({
    mutationFn: async (photos: readonly Photo[]) => {
      for (const { id } of photos) await discardUpload(id);
    },
    onMutate: (photos) => removePhotosFromCache(client, new Set(photos.map(({ id }) => id))),
    onSuccess: (_answer, photos) => {
      const [first] = photos;
      const isRejected = first?.status === 'rejected';
      const describe = isRejected ? words.dismissed : words.discarded;
      toast({
        text:
          photos.length === 1
            ? describe(first?.fileName ?? '')
            : words.dismissedAll(photos.length, format.number(photos.length)),
      });
    },
    onError: (error, _photos, rollback) => {
      rollback?.();
      toast({ text: problemText(error) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['/me/photos'], exact: false }),
  });
}

/** Discards an upload. Succeeds if it no longer exists. */
async function discardUpload(id: string): Promise<void> {
  try {
    await unwrap(api.DELETE('/uploads/{id}', { params: { path: { id } } }));
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error;
  }
}
