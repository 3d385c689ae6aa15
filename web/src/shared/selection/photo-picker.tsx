import { useInfiniteQuery } from '@tanstack/react-query';
import { listAddress } from '@vitrine/contract/pages.ts';
import { listQuery } from '../../api/list-query.ts';
import type { Photo } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { LoadError } from '../errors/error-states.tsx';
import { useFormat } from '../i18n/format.ts';
import { messages } from '../i18n/messages.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { photoName } from '../photo-grid/photo-image.ts';
import { PhotoPicture } from '../photo-grid/photo-picture.tsx';
import { ShowMore } from '../show-more.tsx';
import { useUploads } from '../upload-context.tsx';
import styles from './photo-picker.module.css';

type PhotoPickerProps = {
  chosen: ReadonlySet<string>;
  /** Photos already in the album: shown, but disabled. */
  present?: ReadonlySet<string> | undefined;
  onToggle: (photo: Photo) => void;
};

const words = libraryMessages.picker;
/** Separate from the library's list, which releases photos far from the viewport. */
const url = listAddress('/me/photos', { status: 'ready', limit: '100' });

/** A small grid of the user's photos, to choose from in a dialog. */
export function PhotoPicker({ chosen, present, onToggle }: PhotoPickerProps) {
  const list = useInfiniteQuery(listQuery<Photo>(url));
  const uploads = useUploads();
  if (list.data === undefined) {
    if (list.error)
      return <LoadError error={list.error} onRetry={() => void list.refetch()} level="section" />;
    return <Spinner label={messages.app.loading} />;
  }
  const photos = list.data.pages.flatMap((page) => page.items);
  if (photos.length === 0)
    return (
      <Notice icon="gallery" title={words.empty} text={words.emptyText}>
        <Button look="primary" icon="upload" onClick={uploads.pickFiles}>
          {messages.header.upload}
        </Button>
      </Notice>
    );
  return (
    <>
      <ul className={styles.list} aria-label={words.label}>
        {photos.map((photo) => (
          <li key={photo.id} className={styles.item}>
            <Choice
              photo={photo}
              isChosen={chosen.has(photo.id)}
              isPresent={present?.has(photo.id) ?? false}
              onToggle={onToggle}
            />
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </>
  );
}

type ChoiceProps = {
  photo: Photo;
  isChosen: boolean;
  isPresent: boolean;
  onToggle: PhotoPickerProps['onToggle'];
};

/* Disabled photos stay focusable, so that screen readers announce the reason. */
function Choice({ photo, isChosen, isPresent, onToggle }: ChoiceProps) {
  const title = photoName(photo, useFormat());
  return (
    <button
      type="button"
      className={styles.photo}
      aria-label={isPresent ? words.isInAlbum(title) : words.choose(title)}
      {...(isPresent ? { 'aria-disabled': true } : { 'aria-pressed': isChosen })}
      onClick={() => isPresent || onToggle(photo)}
    >
      <PhotoPicture photo={photo} sizes="140px" />
      {isPresent && <span className={styles.present}>{words.inAlbum}</span>}
      {isChosen && !isPresent && (
        <span className={styles.mark}>
          <Icon name="check" size={16} />
        </span>
      )}
    </button>
  );
}
