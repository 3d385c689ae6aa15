import { listAddress } from '@vitrine/contract/pages.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from '../messages.ts';
import { PageHeading } from '../page-heading.tsx';
import { PhotoList } from '../photos/photo-list.tsx';
import { useTitle } from '../use-title.ts';

export function MyLikesPage() {
  useTitle(messages.likes.title);
  return (
    <PageHeading title={messages.likes.title}>
      <PhotoList
        address={listAddress('/me/likes')}
        empty={
          <Notice icon="heart" title={messages.likes.empty} text={messages.likes.emptyText}>
            <ButtonLink href="/" look="primary">
              {messages.likes.look}
            </ButtonLink>
          </Notice>
        }
      />
    </PageHeading>
  );
}
