import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { listOptions } from '../../api/list-query.ts';
import type { Album } from '../../api/types.ts';
import { Failure } from '../../shared/errors/failure.tsx';
import { messages } from '../../shared/i18n/messages.ts';
import { ShowMore } from '../../shared/show-more.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { AlbumCard } from './album-card.tsx';
import styles from './album-list.module.css';

type AlbumListProps = { address: string; empty: ReactNode };

export function AlbumList({ address, empty }: AlbumListProps) {
  const list = useInfiniteQuery(listOptions<Album>(address));
  if (list.data === undefined) {
    if (list.error) return <Failure error={list.error} onRetry={() => void list.refetch()} level="section" />;
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
