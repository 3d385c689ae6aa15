import { listAddress } from '@vitrine/contract/pages.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { profileMessages } from '../messages-profile.ts';
import { PageHeading } from '../page-heading.tsx';
import { PhotoList } from '../photos/photo-list.tsx';
import { useTitle } from '../use-title.ts';

export function MyLikesPage() {
  useTitle(profileMessages.likes.title);
  return (
    <PageHeading title={profileMessages.likes.title}>
      <PhotoList
        address={listAddress('/me/likes')}
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
