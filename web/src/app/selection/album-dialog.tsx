import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { maxPhotosAskedFor } from '@vitrine/contract/limits.ts';
import { listAddress } from '@vitrine/contract/pages.ts';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { listOptions } from '../../api/list-query.ts';
import type { Album, Photo } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useUnsaved } from '../../ui/use-unsaved.tsx';
import { sortProblem } from '../field-problems.ts';
import { messages } from '../messages.ts';
import { galleryMessages } from '../messages-gallery.ts';
import { ShowMore } from '../show-more.tsx';
import { useFormat } from '../use-format.ts';
import { addToAlbum } from './add-to-album.ts';
import { AlbumChoice } from './album-choice.tsx';
import styles from './album-dialog.module.css';
import { describeAdded } from './describe-added.ts';
import { useUndo } from './use-undo.ts';

type AlbumDialogProps = { photos: readonly Photo[]; onClose: () => void; onDone?: () => void };

const words = galleryMessages.gallery;

/* Of more than the API tells, nobody can say what each album holds. */
const addressFor = (photos: readonly Photo[]) =>
  listAddress('/me/albums', {
    holding: photos.length <= maxPhotosAskedFor ? photos.map(({ id }) => id).join() : undefined,
  });

/** Puts photos into an album, or into one that is made for them. */
export function AlbumDialog({ photos, onClose, onDone }: AlbumDialogProps) {
  const albums = useInfiniteQuery(listOptions<Album>(addressFor(photos)));
  const add = useAddToAlbum(photos, () => {
    onDone?.();
    onClose();
  });
  const [title, setTitle] = useState('');
  const { leave, question } = useUnsaved(title.trim() !== '');
  const { fields, rest } = sortProblem(add.error, ['title']);
  const all = albums.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (album: Album) => {
    if (!add.isPending) add.mutate({ album });
  };

  return (
    <>
      <Dialog title={words.albumTitle} onClose={() => leave(onClose)}>
        <div className={styles.form}>
          <form
            className={styles.line}
            onSubmit={(event) => {
              event.preventDefault();
              add.mutate({ title });
            }}
          >
            <TextField
              label={words.newAlbumTitle}
              value={title}
              error={fields.title}
              onChange={(event) => setTitle(event.target.value)}
            />
            <Button type="submit" icon="plus" busy={add.isPending}>
              {words.makeAlbum}
            </Button>
          </form>
          {rest && (
            <p className={styles.problem} role="alert">
              {rest}
            </p>
          )}
          <section>
            <h3 className={styles.legend}>{words.chooseAlbum}</h3>
            {albums.isPending && <Spinner label={messages.app.loading} />}
            {albums.data && all.length === 0 && <p className={styles.quiet}>{words.noAlbums}</p>}
            {albums.isLoadingError && (
              <Button onClick={() => void albums.refetch()}>{messages.app.retry}</Button>
            )}
            <ul>
              {all.map((album) => (
                <AlbumChoice
                  key={album.id}
                  album={album}
                  count={photos.length}
                  onChoose={() => choose(album)}
                />
              ))}
            </ul>
            <ShowMore list={albums} />
          </section>
        </div>
      </Dialog>
      {question}
    </>
  );
}

function useAddToAlbum(photos: readonly Photo[], onDone: () => void) {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  const [, navigate] = useLocation();
  const makeUndo = useUndo();
  const photoIds = photos.map(({ id }) => id);
  // Where putting the photos into it fails, another try makes no other.
  const made = useRef(new Map<string, Album>());
  const makeAlbum = async (title: string): Promise<Album> => {
    const album =
      made.current.get(title) ??
      (await answer(api.POST('/albums', { body: { title, visibility: 'private' } })));
    made.current.set(title, album);
    return album;
  };
  return useMutation({
    mutationFn: async (choice: { title: string } | { album: Album }) => {
      const album = 'album' in choice ? choice.album : await makeAlbum(choice.title);
      return { album, ...(await addToAlbum(album, photoIds)) };
    },
    onSuccess: ({ album, ...added }) => {
      const { undo } = added;
      const open = { label: words.openAlbum, run: () => navigate(`/albums/${album.id}`) };
      toast({
        text: describeAdded(added, album.title, format),
        action: open,
        ...(undo && { otherAction: makeUndo(undo) }),
      });
      onDone();
    },
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [address] }) => /^\/(?:me\/albums|albums\/)/u.test(String(address)),
      }),
  });
}
