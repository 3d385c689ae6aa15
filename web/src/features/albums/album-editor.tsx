import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { albumPhotosUrl } from '../../api/album-cache.ts';
import { readWholeList } from '../../api/read-list.ts';
import type { Album, Photo } from '../../api/types.ts';
import { countAll, describeWithheld, useShowWithheld } from '../../shared/album-picker/withheld-photos.tsx';
import { problemText } from '../../shared/errors/problem-text.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { SelectablePhotos } from '../../shared/selection/selectable-photos.tsx';
import { SelectionBar } from '../../shared/selection/selection-bar.tsx';
import { useSelection } from '../../shared/selection/use-selection.ts';
import { useUploads } from '../../shared/upload-context.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import toolbarStyles from '../../ui/scrolling-toolbar.module.css';
import { useToast } from '../../ui/toast.tsx';
import styles from './album-editor.module.css';
import { AlbumSelectionActions } from './album-selection-actions.tsx';
import noticeStyles from './hidden-photos-notice.module.css';

const EditDialog = lazyComponent(async () => (await import('./edit-album-dialog.tsx')).EditAlbumDialog);
const AddDialog = lazyComponent(async () => (await import('./add-photos-dialog.tsx')).AddPhotosDialog);
const DeleteDialog = lazyComponent(async () => (await import('./delete-album-dialog.tsx')).DeleteAlbumDialog);
const ReorderPhotos = lazyComponent(async () => (await import('./reorder-photos.tsx')).ReorderPhotos);

const words = albumMessages;
type OpenDialog = 'edit' | 'add' | 'delete';

/** Shows the photos of the user's own album with all actions on them and on the album. */
export function AlbumEditor({ album }: { album: Album }) {
  const url = albumPhotosUrl(album.id);
  const selection = useSelection(url);
  const { shown } = selection;
  const [dialog, setDialog] = useState<OpenDialog>();
  const [reordering, setReordering] = useState<readonly Photo[]>();
  const hasReordered = useRef(false);
  const toast = useToast();
  const uploads = useUploads();
  const hrefOf = useCallback((photo: Photo) => `/photos/${photo.id}?album=${album.id}`, [album.id]);
  const close = () => setDialog(undefined);
  // Read the whole list: photos left out of an order move to its end.
  const startReorder = useMutation({
    mutationFn: () => readWholeList<Photo>(url),
    onSuccess: setReordering,
    onError: (error) => toast({ text: problemText(error) }),
  });
  const endReorder = () => {
    setReordering(undefined);
    hasReordered.current = true;
  };
  const restoreFocus = (button: HTMLButtonElement | null) => {
    if (hasReordered.current) button?.focus({ preventScroll: true });
    if (button) hasReordered.current = false;
  };

  if (reordering) return <ReorderPhotos album={album} photos={reordering} onClose={endReorder} />;
  return (
    <>
      <HiddenPhotosNotice album={album} />
      <SelectablePhotos
        url={url}
        label={album.title}
        hrefOf={hrefOf}
        selection={selection}
        empty={
          <Notice icon="album" title={words.emptyAlbum} text={words.emptyAlbumText}>
            <Button look="primary" icon="plus" onClick={() => setDialog('add')}>
              {words.add}
            </Button>
            <Button icon="upload" onClick={() => uploads.pickFilesFor(album.id)}>
              {words.upload}
            </Button>
          </Notice>
        }
        bar={
          <SelectionBar
            selection={selection}
            idle={
              <div className={classNames(toolbarStyles.toolbar, styles.tools)}>
                <Button look="plain" icon="edit" onClick={() => setDialog('edit')}>
                  {words.edit}
                </Button>
                {shown.length > 0 && (
                  <>
                    <Button look="plain" icon="plus" onClick={() => setDialog('add')}>
                      {words.add}
                    </Button>
                    <Button look="plain" icon="upload" onClick={() => uploads.pickFilesFor(album.id)}>
                      {words.upload}
                    </Button>
                  </>
                )}
                {shown.length > 1 && (
                  <Button
                    ref={restoreFocus}
                    look="plain"
                    icon="reorder"
                    busy={startReorder.isPending}
                    onClick={() => startReorder.mutate()}
                  >
                    {words.reorder}
                  </Button>
                )}
                <Button look="plain" icon="trash" onClick={() => setDialog('delete')}>
                  {words.delete}
                </Button>
              </div>
            }
          >
            <AlbumSelectionActions album={album} selection={selection} />
          </SelectionBar>
        }
      />
      {dialog === 'edit' && <EditDialog album={album} onClose={close} />}
      {dialog === 'add' && <AddDialog album={album} onClose={close} />}
      {dialog === 'delete' && <DeleteDialog album={album} onClose={close} />}
    </>
  );
}

/** Tells the album's owner how many of its photos others cannot see. */
function HiddenPhotosNotice({ album }: { album: Album }) {
  const show = useShowWithheld(album);
  const format = useFormat();
  if (!album.withheld || countAll(album.withheld) === 0 || album.visibility === 'private') return null;
  return (
    <div className={noticeStyles.notice} role="note">
      <Icon name="lock" size={18} />
      <p className={noticeStyles.text}>{describeWithheld(album.withheld, format)}</p>
      <Button look="plain" busy={show.isPending} onClick={() => show.mutate(undefined)}>
        {sharingMessages.showWithheld[album.visibility]}
      </Button>
    </div>
  );
}
