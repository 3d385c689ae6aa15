import { useInfiniteQuery } from '@tanstack/react-query';
import { maxPhotosAskedFor } from '@vitrine/contract/limits.ts';
import { listAddress } from '@vitrine/contract/pages.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { listQuery } from '../../api/list-query.ts';
import type { Album, Photo } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useUnsavedChanges } from '../../ui/use-unsaved-changes.tsx';
import { splitProblem } from '../errors/problem-text.ts';
import { useFormat } from '../i18n/format.ts';
import { messages } from '../i18n/messages.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { profileMessages } from '../i18n/messages-profile.ts';
import { PhotoPicture } from '../photo-grid/photo-picture.tsx';
import { ShowMore } from '../show-more.tsx';
import styles from './album-dialog.module.css';
import { useAddToAlbum } from './use-add-to-album.ts';
import { countAll, countWithheld, WithheldDialog } from './withheld-photos.tsx';

type AlbumDialogProps = { photos: readonly Photo[]; onClose: () => void; onDone?: () => void };

const words = libraryMessages.library;

/* Above the API's limit, the list does not state how many of the photos each album holds. */
const albumListUrl = (photos: readonly Photo[]) =>
  listAddress('/me/albums', {
    holding: photos.length <= maxPhotosAskedFor ? photos.map(({ id }) => id).join() : undefined,
  });

/** Adds photos to an album, or to a new one. */
export function AlbumDialog({ photos, onClose, onDone }: AlbumDialogProps) {
  const albums = useInfiniteQuery(listQuery<Album>(albumListUrl(photos)));
  const [, navigate] = useLocation();
  const add = useAddToAlbum(({ id }) => ({
    label: words.openAlbum,
    run: () => navigate(`/albums/${id}`),
  }));
  const [title, setTitle] = useState('');
  const [filledAlbum, setFilledAlbum] = useState<Album>();
  // Keep the photos: the selection is cleared once they are added.
  const [initialPhotos] = useState(photos);
  const { leave, question } = useUnsavedChanges(title.trim() !== '');
  const { fields, general: rest } = splitProblem(add.error, ['title']);
  const all = albums.data?.pages.flatMap((page) => page.items) ?? [];
  const addInto = (into: Album | string) => {
    if (add.isPending) return;
    const onSuccess = ({ album }: { album: Album }) => {
      onDone?.();
      if (countAll(countWithheld(album, initialPhotos)) > 0) setFilledAlbum(album);
      else onClose();
    };
    add.mutate({ photoIds: photos.map(({ id }) => id), into }, { onSuccess });
  };

  if (filledAlbum) return <WithheldDialog album={filledAlbum} photos={initialPhotos} onClose={onClose} />;
  return (
    <>
      <Dialog title={words.albumTitle} onClose={() => leave(onClose)}>
        <div className={styles.form}>
          <form
            className={styles.line}
            onSubmit={(event) => {
              event.preventDefault();
              addInto(title);
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
                <AlbumOption
                  key={album.id}
                  album={album}
                  count={photos.length}
                  onChoose={() => addInto(album)}
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

type AlbumOptionProps = {
  album: Album;
  /** Number of photos to add. */
  count: number;
  onChoose: () => void;
};

/* Full albums stay focusable, so that screen readers announce the reason. */
function AlbumOption({ album, count, onChoose }: AlbumOptionProps) {
  const format = useFormat();
  const { holds = 0, photoCount } = album;
  const holdsAll = holds === count;
  const words = [
    profileMessages.profile.photoCount(photoCount, format.number(photoCount)),
    holds > 0 && libraryMessages.picker.holds(holds, count, format.number(holds), format.number(count)),
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className={styles.album}
        aria-disabled={holdsAll || undefined}
        onClick={() => holdsAll || onChoose()}
      >
        <span className={styles.cover} aria-hidden="true">
          {album.cover && <PhotoPicture photo={album.cover} sizes="48px" />}
        </span>
        <span className={styles.words}>
          <span className={styles.name} dir="auto">
            {album.title}
          </span>
          <span className={styles.quiet}>{words.join(' · ')}</span>
        </span>
        {holdsAll && <Icon name="check" />}
      </button>
    </li>
  );
}
