import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { AlbumList } from '../../features/albums/album-list.tsx';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageProps } from '../page-match.ts';
import { ProfileFrame } from './profile-page.tsx';

export function ProfileAlbumsPage({ params }: PageProps) {
  const username = params.username ?? '';
  return (
    <ProfileFrame username={username} tab="albums">
      {() => (
        <AlbumList
          url={listAddress(pathTo`/users/${username}/albums`)}
          empty={
            <Notice
              icon="album"
              title={profileMessages.profile.noAlbums}
              text={profileMessages.profile.noAlbumsText}
            />
          }
        />
      )}
    </ProfileFrame>
  );
}
