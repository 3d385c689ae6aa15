import type { Album } from '../../api/types.ts';
import { messages } from '../../app/messages.ts';
import { PhotoPicture } from '../../app/photos/photo-picture.tsx';
import { useFormat } from '../../app/use-format.ts';
import styles from './gallery-dialogs.module.css';

type AlbumChoiceProps = { album: Album; onChoose: () => void };

export function AlbumChoice({ album, onChoose }: AlbumChoiceProps) {
  const format = useFormat();
  return (
    <li>
      <button type="button" className={styles.album} onClick={onChoose}>
        <span className={styles.cover} aria-hidden="true">
          {album.cover && <PhotoPicture photo={album.cover} sizes="48px" />}
        </span>
        <span>
          <span className={styles.name}>{album.title}</span>
          <span className={styles.quiet}>
            {messages.profile.photoCount(album.photoCount, format.number(album.photoCount))}
          </span>
        </span>
      </button>
    </li>
  );
}
