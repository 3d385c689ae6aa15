import { listAddress } from '@vitrine/contract/pages.ts';
import { useSession } from '../../api/session.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { useTitle, useUrlQuery } from '../../shared/page-hooks.ts';
import { PhotoList } from '../../shared/photo-grid/photo-list.tsx';
import { UploadButton } from '../../shared/upload-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { PageHeading } from '../page-heading.tsx';
import styles from './home-page.module.css';

/** The newest photos: all of them, or those with one tag. */
export function HomePage() {
  const tag = useUrlQuery().get('tag');
  return tag ? <TaggedPhotos key={tag} tag={tag} /> : <NewestPhotos />;
}

function NewestPhotos() {
  const account = useSession();
  useTitle(undefined);
  return (
    <div className={styles.page}>
      {account ? (
        <div className={styles.start}>
          <VisuallyHidden as="h1">{messages.home.heading}</VisuallyHidden>
        </div>
      ) : (
        <h1 className={styles.introduction}>{messages.home.introduction}</h1>
      )}
      <PhotoList
        url={listAddress('/photos')}
        label={messages.home.heading}
        empty={
          <Notice icon="gallery" title={messages.home.empty} text={messages.home.emptyText}>
            {account && <UploadButton />}
            {account === null && (
              <ButtonLink href="/register" look="primary">
                {messages.header.register}
              </ButtonLink>
            )}
          </Notice>
        }
      />
    </div>
  );
}

function TaggedPhotos({ tag }: { tag: string }) {
  const title = messages.tag.title(tag);
  useTitle(title);
  return (
    <PageHeading title={title}>
      <PhotoList
        url={listAddress('/photos', { tag })}
        empty={
          <Notice icon="search" title={messages.tag.empty} text={messages.tag.emptyText}>
            <ButtonLink href="/">{messages.app.home}</ButtonLink>
          </Notice>
        }
      />
    </PageHeading>
  );
}
