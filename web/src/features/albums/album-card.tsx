import { Link } from 'wouter';
import type { Album } from '../../api/types.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { PhotoPicture } from '../../shared/photo-grid/photo-picture.tsx';
import styles from './album-card.module.css';

const coverSizes = '(max-width: 500px) 50vw, (max-width: 1100px) 33vw, 340px';

export function AlbumCard({ album }: { album: Album }) {
  const format = useFormat();
  return (
    <Link href={`/albums/${album.id}`} className={styles.card}>
      <span className={styles.cover}>
        {album.cover && <PhotoPicture photo={album.cover} sizes={coverSizes} />}
      </span>
      <span className={styles.title} dir="auto">
        {album.title}
      </span>
      <span className={styles.count}>
        {profileMessages.profile.photoCount(album.photoCount, format.number(album.photoCount))}
      </span>
    </Link>
  );
}
