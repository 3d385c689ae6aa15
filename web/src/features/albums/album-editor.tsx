import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { albumPhotosAddress } from '../../api/album-cache.ts';
import { readWholeList } from '../../api/read-whole-list.ts';
import type { Album, Photo } from '../../api/types.ts';
import { describeWithheld, sumOf } from '../../shared/album-picker/count-withheld.ts';
import { useShowWithheld } from '../../shared/album-picker/use-show-withheld.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { latePart } from '../../shared/lazy-component.tsx';
import { SelectablePhotos } from '../../shared/selection/selectable-photos.tsx';
import { SelectionBar } from '../../shared/selection/selection-bar.tsx';
import { useSelection } from '../../shared/selection/use-selection.ts';
import { useUploads } from '../../shared/upload-context.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import oneLine from '../../ui/one-line.module.css';
import { useToast } from '../../ui/toast.tsx';
import styles from './album-editor.module.css';
import { AlbumSelectionActions } from './album-selection-actions.tsx';
import noticeStyles from './withheld-notice.module.css';

const EditDialog = latePart(async () => (await import('./edit-album-dialog.tsx')).EditAlbumDialog);
const AddDialog = latePart(async () => (await import('./add-photos-dialog.tsx')).AddPhotosDialog);
const DeleteDialog = latePart(async () => (await import('./delete-album-dialog.tsx')).DeleteAlbumDialog);
const ReorderPhotos = latePart(async () => (await import('./reorder-photos.tsx')).ReorderPhotos);

const words = albumMessages;
type OpenDialog = 'edit' | 'add' | 'delete';

/** Shows the photos of the user's own album with all actions on them and on the album. */
export function AlbumEditor({ album }: { album: Album }) {
  const address = albumPhotosAddress(album.id);
  const selection = useSelection(address);
  const { shown } = selection;
  const [doing, setDoing] = useState<OpenDialog>();
  const [arranged, setArranged] = useState<readonly Photo[]>();
  const isBack = useRef(false);
  const toast = useToast();
  const uploads = useUploads();
  const hrefOf = useCallback((photo: Photo) => `/photos/${photo.id}?album=${album.id}`, [album.id]);
  const close = () => setDoing(undefined);
  // Read the whole list: photos left out of an order move to its end.
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

  if (arranged) return <ReorderPhotos album={album} photos={arranged} onClose={endArranging} />;
  return (
    <>
      <HiddenPhotosNotice album={album} />
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

/** Tells the album's owner how many of its photos others cannot see. */
function HiddenPhotosNotice({ album }: { album: Album }) {
  const show = useShowWithheld(album);
  const format = useFormat();
  if (!album.withheld || sumOf(album.withheld) === 0 || album.visibility === 'private') return null;
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
