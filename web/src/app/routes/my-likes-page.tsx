import { listAddress } from '@vitrine/contract/pages.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { useTitle } from '../../shared/page-hooks.ts';
import { PhotoList } from '../../shared/photo-grid/photo-list.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../page-heading.tsx';

export function MyLikesPage() {
  useTitle(profileMessages.likes.title);
  return (
    <PageHeading title={profileMessages.likes.title}>
      <PhotoList
        url={listAddress('/me/likes')}
        empty={
          <Notice icon="heart" title={profileMessages.likes.empty} text={profileMessages.likes.emptyText}>
            <ButtonLink href="/" look="primary">
              {profileMessages.likes.look}
            </ButtonLink>
          </Notice>
        }
      />
    </PageHeading>
  );
}
