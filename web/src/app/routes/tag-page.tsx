import { listAddress } from '../../api/list-query.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from '../messages.ts';
import { PageHeading } from '../page-heading.tsx';
import type { PageProps } from '../page-props.ts';
import { PhotoList } from '../photos/photo-list.tsx';
import { useTitle } from '../use-title.ts';

export function TagPage({ params }: PageProps) {
  const tag = params.tag ?? '';
  useTitle(messages.tag.title(tag));
  return (
    <PageHeading title={messages.tag.title(tag)}>
      <PhotoList
        address={listAddress('/photos', { tag })}
        empty={
          <Notice icon="search" title={messages.tag.empty} text={messages.tag.emptyText}>
            <ButtonLink href="/">{messages.app.home}</ButtonLink>
          </Notice>
        }
      />
    </PageHeading>
  );
}
