import type { Album } from '../../api/types.ts';
import { Icon } from '../../ui/icon.tsx';
import { libraryMessages } from '../i18n/messages-library.ts';
import { profileMessages } from '../i18n/messages-profile.ts';
import { useFormat } from '../i18n/use-format.ts';
import { PhotoPicture } from '../photo-grid/photo-picture.tsx';
import styles from './album-dialog.module.css';

type AlbumChoiceProps = {
  album: Album;
  /** How many photos are to be put into one. */
  count: number;
  onChoose: () => void;
};

/* Where all are in it already it can still be reached, so that every reader is told why. */
export function AlbumChoice({ album, count, onChoose }: AlbumChoiceProps) {
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
