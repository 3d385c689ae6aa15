import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changePhotosInCache, trashOptimistically } from '../../api/photo-cache.ts';
import type { Photo, Visibility } from '../../api/types.ts';
import { visibilities } from '../../api/types.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { libraryMessages } from '../../shared/i18n/messages-library.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { undoBulkChanges } from '../../shared/selection/bulk-change.ts';
import { useBulkChange } from '../../shared/selection/use-bulk-change.ts';
import type { Selection } from '../../shared/selection/use-selection.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import styles from './library-actions.module.css';

const TagsDialog = lazyComponent(async () => (await import('./tags-dialog.tsx')).TagsDialog);
const AlbumDialog = lazyComponent(
  async () => (await import('../../shared/album-picker/album-dialog.tsx')).AlbumDialog,
);

const words = libraryMessages.library;

/** Actions on the selected photos. */
export function LibraryActions({ selection }: { selection: Selection }) {
  const client = useQueryClient();
  const bulk = useBulkChange();
  const [dialog, setDialog] = useState<'tags' | 'album'>();
  const { photos, clear } = selection;
  const photoIds = photos.map(({ id }) => id);
  const close = () => setDialog(undefined);

  const trash = () => {
    clear();
    bulk.mutate({
      photoIds,
      change: { action: 'delete' },
      apply: (ids) => trashOptimistically(client, ids),
      say: words.trashed,
      undo: (done) => undoBulkChanges([{ photoIds: [...done], change: { action: 'restore' } }]),
    });
  };
  const show = (visibility: Visibility) => {
    bulk.mutate({
      photoIds,
      change: { action: 'visibility', visibility },
      apply: (ids) => changePhotosInCache(client, ids, (photo) => ({ ...photo, visibility })),
      say: words.visibilityChanged[visibility],
      undo: (done) => undoBulkChanges(toPreviousVisibility(photos.filter(({ id }) => done.has(id)))),
    });
  };

  return (
    <>
      <Menu
        label={words.changeVisibility}
        trigger={(props) => (
          <Button look="plain" icon="lock" {...props}>
            <span className={styles.word}>{words.changeVisibility}</span>
          </Button>
        )}
      >
        {visibilities.map((visibility) => (
          <MenuItem key={visibility} hint={words.seenBy[visibility]} onSelect={() => show(visibility)}>
            {messages.photo.visibility[visibility]}
          </MenuItem>
        ))}
      </Menu>
      <Button look="plain" icon="tag" onClick={() => setDialog('tags')}>
        <span className={styles.word}>{words.tags}</span>
      </Button>
      <Button look="plain" icon="album" onClick={() => setDialog('album')}>
        <span className={styles.word}>{photoMessages.photo.addToAlbum}</span>
      </Button>
      <Button look="plain" icon="trash" onClick={trash}>
        <span className={styles.word}>{words.delete}</span>
      </Button>
      {dialog === 'tags' && <TagsDialog photos={photos} onClose={close} />}
      {dialog === 'album' && <AlbumDialog photos={photos} onClose={close} onDone={clear} />}
    </>
  );
}

/** Returns the requests that restore each photo's previous visibility. */
const toPreviousVisibility = (photos: readonly Photo[]) =>
  [...Map.groupBy(photos, (photo) => photo.visibility)].map(([visibility, alike]) => ({
    photoIds: alike.map(({ id }) => id),
    change: { action: 'visibility' as const, visibility },
  }));
