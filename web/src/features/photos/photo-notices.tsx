import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { isDisplayedPhotoList, removePhotosFromCache } from '../../api/photo-cache.ts';
import { unwrap } from '../../api/request.ts';
import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './photo-notices.module.css';

const DeleteForeverDialog = lazyComponent(
  async () => (await import('../../shared/selection/delete-forever-dialog.tsx')).DeleteForeverDialog,
);

/** Explains why others cannot see the photo despite its visibility, and offers to change it. */
export function HiddenNotice({ photo, onDeleted }: { photo: Photo; onDeleted: () => void }) {
  const { inTrash, hiddenNote } = photoMessages.photo;
  const notes = [
    photo.trashedAt && inTrash,
    // The reason distinguishes a file hidden before its upload from a photo hidden after review.
    photo.hidden && photo.hiddenReason,
    photo.hidden && (photo.viewer.canEdit ? hiddenNote.owner : hiddenNote.admin),
  ].filter((note) => typeof note === 'string');
  if (notes.length === 0) return null;
  return (
    <div className={styles.note}>
      <Icon name="warning" />
      <p className={styles.text}>{notes.join(' ')}</p>
      {photo.trashedAt && photo.viewer.canEdit && <TrashActions photo={photo} onDeleted={onDeleted} />}
    </div>
  );
}

function TrashActions({ photo, onDeleted }: { photo: Photo; onDeleted: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  const restore = useRestorePhoto();
  const toast = useToast();
  return (
    <>
      <Button
        look="plain"
        icon="restore"
        busy={restore.isPending}
        onClick={() =>
          // Success unmounts this button, and `mutate` calls no callbacks after that.
          restore.mutateAsync(photo.id).then(
            () => toast({ text: photoMessages.photo.restored }),
            (error: unknown) => toast({ text: problemText(error) }),
          )
        }
      >
        {photoMessages.photo.restore}
      </Button>
      <Button look="plain" icon="trash" onClick={() => setIsAsking(true)}>
        {photoMessages.photo.deleteForever}
      </Button>
      {isAsking && (
        <DeleteForeverDialog photoIds={[photo.id]} onDone={onDeleted} onClose={() => setIsAsking(false)} />
      )}
    </>
  );
}

function useRestorePhoto() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST('/photos/{id}/restore', { params: { path: { id } } })),
    onSuccess: async (_answer, id) => {
      removePhotosFromCache(client, new Set([id]), (url) => String(url).startsWith('/me/trash'));
      // Only the server knows its positions in lists.
      await client.invalidateQueries({ predicate: (query) => !isDisplayedPhotoList(query) });
    },
  });
}

/** Replaces a picture that is missing or still processing. */
export function StatusNotice({
  photo,
}: {
  photo: Photo & { status: 'uploading' | 'processing' | 'rejected' };
}) {
  const { state, stateText } = photoMessages.photo;
  return (
    <div role="status">
      <Notice
        icon={photo.status === 'rejected' ? 'warning' : 'gallery'}
        title={state[photo.status]}
        text={photo.statusReason || stateText[photo.status]}
      >
        {photo.status === 'processing' && <Spinner />}
      </Notice>
    </div>
  );
}
