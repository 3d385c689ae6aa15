import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { listQuery } from '../../api/list-query.ts';
import type { Album } from '../../api/types.ts';
import { LoadError } from '../../shared/errors/error-states.tsx';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { PhotoPicture } from '../../shared/photo-grid/photo-picture.tsx';
import { ShowMore } from '../../shared/show-more.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import cardStyles from './album-card.module.css';
import styles from './album-list.module.css';

const coverSizes = '(max-width: 500px) 50vw, (max-width: 1100px) 33vw, 340px';

function AlbumCard({ album }: { album: Album }) {
  const format = useFormat();
  return (
    <Link href={`/albums/${album.id}`} className={cardStyles.card}>
      <span className={cardStyles.cover}>
        {album.cover && <PhotoPicture photo={album.cover} sizes={coverSizes} />}
      </span>
      <span className={cardStyles.title} dir="auto">
        {album.title}
      </span>
      <span className={cardStyles.count}>
        {profileMessages.profile.photoCount(album.photoCount, format.number(album.photoCount))}
      </span>
    </Link>
  );
}

type AlbumListProps = { url: string; empty: ReactNode };

export function AlbumList({ url, empty }: AlbumListProps) {
  const list = useInfiniteQuery(listQuery<Album>(url));
  if (list.data === undefined) {
    if (list.error)
      return <LoadError error={list.error} onRetry={() => void list.refetch()} level="section" />;
    return <Spinner label={messages.app.loading} />;
  }
  const albums = list.data.pages.flatMap((page) => page.items);
  if (albums.length === 0) return empty;
  return (
    <>
      <ul className={styles.list}>
        {albums.map((album) => (
          <li key={album.id} className={styles.item}>
            <AlbumCard album={album} />
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </>
  );
}
