import { Link } from 'wouter';
import type { Album } from '../../api/types.ts';
import { profileMessages } from '../../app/messages-profile.ts';
import { PhotoPicture } from '../../app/photos/photo-picture.tsx';
import { useFormat } from '../../app/use-format.ts';
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
