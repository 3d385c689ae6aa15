import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { albumPhotosAddress } from '../../api/album-cache.ts';
import { readWholeList } from '../../api/read-whole-list.ts';
import type { Album, Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { latePart } from '../../shared/lazy-component.tsx';
import { SelectablePhotos } from '../../shared/selection/selectable-photos.tsx';
import { SelectionBar } from '../../shared/selection/selection-bar.tsx';
import { useSelection } from '../../shared/selection/use-selection.ts';
import { useUploads } from '../../shared/upload-context.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Notice } from '../../ui/notice.tsx';
import oneLine from '../../ui/one-line.module.css';
import { useToast } from '../../ui/toast.tsx';
import styles from './album-editor.module.css';
import { AlbumSelectionActions } from './album-selection-actions.tsx';
import { WithheldNotice } from './withheld-notice.tsx';

const EditDialog = latePart(async () => (await import('./edit-album-dialog.tsx')).EditAlbumDialog);
const AddDialog = latePart(async () => (await import('./add-photos-dialog.tsx')).AddPhotosDialog);
const DeleteDialog = latePart(async () => (await import('./delete-album-dialog.tsx')).DeleteAlbumDialog);
const ArrangePhotos = latePart(async () => (await import('./arrange-photos.tsx')).ArrangePhotos);

const words = albumMessages;
type Doing = 'edit' | 'add' | 'delete';

/** The photos of one's own album, and what can be done with it and with them. */
export function AlbumEditor({ album }: { album: Album }) {
  const address = albumPhotosAddress(album.id);
  const selection = useSelection(address);
  const { shown } = selection;
  const [doing, setDoing] = useState<Doing>();
  const [arranged, setArranged] = useState<readonly Photo[]>();
  const isBack = useRef(false);
  const toast = useToast();
  const uploads = useUploads();
  const hrefOf = useCallback((photo: Photo) => `/photos/${photo.id}?album=${album.id}`, [album.id]);
  const close = () => setDoing(undefined);
  // What is left out of an order would fall behind everything in it.
  const arrange = useMutation({
    mutationFn: () => readWholeList<Photo>(address),
    onSuccess: setArranged,
    onError: (error) => toast({ text: problemText(error) }),
  });
  const endArranging = () => {
    setArranged(undefined);
    isBack.current = true;
  };
  const focusIfBack = (button: HTMLButtonElement | null) => {
    if (isBack.current) button?.focus({ preventScroll: true });
    if (button) isBack.current = false;
  };

  if (arranged) return <ArrangePhotos album={album} photos={arranged} onClose={endArranging} />;
  return (
    <>
      <WithheldNotice album={album} />
      <SelectablePhotos
        address={address}
        label={album.title}
        hrefOf={hrefOf}
        selection={selection}
        empty={
          <Notice icon="album" title={words.emptyAlbum} text={words.emptyAlbumText}>
            <Button look="primary" icon="plus" onClick={() => setDoing('add')}>
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
              <div className={classNames(oneLine.line, styles.tools)}>
                <Button look="plain" icon="edit" onClick={() => setDoing('edit')}>
                  {words.edit}
                </Button>
                {shown.length > 0 && (
                  <>
                    <Button look="plain" icon="plus" onClick={() => setDoing('add')}>
                      {words.add}
                    </Button>
                    <Button look="plain" icon="upload" onClick={() => uploads.pickFilesFor(album.id)}>
                      {words.upload}
                    </Button>
                  </>
                )}
                {shown.length > 1 && (
                  <Button
                    ref={focusIfBack}
                    look="plain"
                    icon="reorder"
                    busy={arrange.isPending}
                    onClick={() => arrange.mutate()}
                  >
                    {words.arrange}
                  </Button>
                )}
                <Button look="plain" icon="trash" onClick={() => setDoing('delete')}>
                  {words.delete}
                </Button>
              </div>
            }
          >
            <AlbumSelectionActions album={album} selection={selection} />
          </SelectionBar>
        }
      />
      {doing === 'edit' && <EditDialog album={album} onClose={close} />}
      {doing === 'add' && <AddDialog album={album} onClose={close} />}
      {doing === 'delete' && <DeleteDialog album={album} onClose={close} />}
    </>
  );
}
