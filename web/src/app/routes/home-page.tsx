import { listAddress } from '../../api/list-query.ts';
import { useSession } from '../../api/use-session.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Hidden } from '../../ui/hidden.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from '../messages.ts';
import { PhotoList } from '../photos/photo-list.tsx';
import { UploadButton } from '../upload-button.tsx';
import { useTitle } from '../use-title.ts';
import styles from './home-page.module.css';

export function HomePage() {
  const account = useSession();
  useTitle(undefined);
  return (
    <div className={styles.page}>
      {account ? (
        <div className={styles.start}>
          <Hidden as="h1">{messages.home.heading}</Hidden>
        </div>
      ) : (
        <h1 className={styles.introduction}>{messages.home.introduction}</h1>
      )}
      <PhotoList
        address={listAddress('/photos')}
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
