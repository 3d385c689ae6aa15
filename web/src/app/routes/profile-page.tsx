import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { PhotoList } from '../../shared/photo-grid/photo-list.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PageProps } from '../page-props.ts';
import { ProfileFrame } from '../profile-frame.tsx';
import { UploadButton } from '../upload-button.tsx';

export function ProfilePage({ params }: PageProps) {
  const username = params.username ?? '';
  return (
    <ProfileFrame username={username} tab="photos">
      {(_, isOwn) => (
        <PhotoList
          address={listAddress(pathTo`/users/${username}/photos`)}
          empty={
            <Notice
              icon="gallery"
              title={isOwn ? profileMessages.profile.emptyOwn : profileMessages.profile.empty}
              text={isOwn ? profileMessages.profile.emptyOwnText : profileMessages.profile.emptyText}
            >
              {isOwn ? <UploadButton /> : <ButtonLink href="/">{messages.app.home}</ButtonLink>}
            </Notice>
          }
        />
      )}
    </ProfileFrame>
  );
}
