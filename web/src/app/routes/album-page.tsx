import { queryOptions, useQuery } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { useCallback } from 'react';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import type { Album, Photo } from '../../api/types.ts';
import { LoadError } from '../../shared/errors/error-states.tsx';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { useHydrated, useTitle } from '../../shared/page-hooks.ts';
import { PhotoList } from '../../shared/photo-grid/photo-list.tsx';
import { MemberLink } from '../../ui/avatar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { PageHeading } from '../page-heading.tsx';
import type { PageProps } from '../page-match.ts';
import styles from './album-page.module.css';

const AlbumEditor = lazyComponent(
  async () => (await import('../../features/albums/album-editor.tsx')).AlbumEditor,
);

export function AlbumPage({ params }: PageProps) {
  const id = params.id ?? '';
  const { data: album, error, refetch } = useQuery(albumQuery(id));
  const format = useFormat();
  const isHydrated = useHydrated();
  const hrefOf = useCallback((photo: Photo) => `/photos/${photo.id}?album=${encodeURIComponent(id)}`, [id]);
  useTitle(album?.title);
  if (album === undefined)
    return error ? (
      <LoadError error={error} onRetry={() => void refetch()} />
    ) : (
      <Spinner label={messages.app.loading} />
    );
  const about = (
    <>
      <p className={styles.about}>
        <MemberLink member={album.owner} href={`/users/${album.owner.username}`} />
        <span className={styles.quiet}>
          {profileMessages.profile.photoCount(album.photoCount, format.number(album.photoCount))}
          {album.visibility !== 'public' && ` · ${messages.photo.visibility[album.visibility]}`}
        </span>
      </p>
      {album.description && (
        <p className={styles.description} dir="auto">
          {album.description}
        </p>
      )}
    </>
  );
  const photos = (
    <>
      {album.viewer.canEdit && <div className={styles.tools} />}
      <PhotoList
        url={listAddress(pathTo`/albums/${id}/photos`)}
        hrefOf={hrefOf}
        label={album.title}
        empty={
          <Notice icon="album" title={profileMessages.album.empty} text={profileMessages.album.emptyText} />
        }
      />
    </>
  );
  return (
    <PageHeading title={album.title} about={about}>
      {album.viewer.canEdit && isHydrated ? <AlbumEditor album={album} fallback={photos} /> : photos}
    </PageHeading>
  );
}

const albumQuery = (id: string) =>
  queryOptions({
    queryKey: [pathTo`/albums/${id}`],
    queryFn: async ({ signal }): Promise<Album> =>
      unwrap(api.GET('/albums/{id}', { params: { path: { id } }, signal })),
  });
