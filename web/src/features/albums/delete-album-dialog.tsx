import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { invalidateAlbumLists } from '../../api/album-cache.ts';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import type { Album } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/checkbox-radio.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './album-dialogs.module.css';

type DeleteAlbumDialogProps = { album: Album; onClose: () => void };

const words = albumMessages;

export function DeleteAlbumDialog({ album, onClose }: DeleteAlbumDialogProps) {
  const [photos, setPhotos] = useState<'keep' | 'delete'>('keep');
  const remove = useDeleteAlbum(album.id);
  const toast = useToast();
  const format = useFormat();
  const [, navigate] = useLocation();
  const submit = () =>
    remove.mutate(photos, {
      onSuccess: () => {
        toast({ text: words.deleted });
        navigate('/me/albums', { replace: true });
      },
    });
  return (
    <Dialog
      title={words.deleteTitle(album.title)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{messages.app.cancel}</Button>
          <Button look="danger" busy={remove.isPending} onClick={submit}>
            {words.delete}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{words.deleteForever}</p>
      {album.photoCount > 0 && (
        <RadioGroup
          label={words.deletePhotos}
          value={photos}
          onChange={setPhotos}
          options={[
            { value: 'keep', label: words.keep, hint: words.keepHint },
            {
              value: 'delete',
              label: words.trash,
              hint: words.trashHint(album.photoCount, format.number(album.photoCount)),
            },
          ]}
        />
      )}
      <p role="alert" className={styles.problem}>
        {remove.error && problemText(remove.error)}
      </p>
    </Dialog>
  );
}

function useDeleteAlbum(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (photos: 'keep' | 'delete') =>
      unwrap(api.DELETE('/albums/{id}', { params: { path: { id }, query: { photos } } })),
    onSuccess: async (_answer, photos) => {
      await invalidateAlbumLists(client);
      if (photos === 'delete')
        await client.invalidateQueries({
          predicate: ({ queryKey: [url] }) =>
            /^\/(?:me\/(?:photos|trash)|photos\?|users\/|session$)/u.test(String(url)),
        });
    },
  });
}
