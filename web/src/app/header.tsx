import { useQueryClient } from '@tanstack/react-query';
import { listAddress } from '@vitrine/contract/pages.ts';
import { Link } from 'wouter';
import { useSession } from '../api/session.ts';
import { messages } from '../shared/i18n/messages.ts';
import { lazyComponent } from '../shared/lazy-component.tsx';
import { useUploads } from '../shared/upload-context.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import menuStyles from './account-menu.module.css';
import styles from './header.module.css';
import wordmarkStyles from './wordmark.module.css';

// Visitors do not load the menu. The avatar takes its place until it has loaded.
const AccountMenu = lazyComponent(async () => (await import('./account-menu.tsx')).AccountMenu);

export function Header({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const account = useSession();
  const uploads = useUploads();
  const client = useQueryClient();
  // Back restores the rows that the user has seen. The home link shows the latest photos.
  const reloadNewest = () => void client.resetQueries({ queryKey: [listAddress('/photos')] });
  return (
    <header className={styles.header}>
      <nav className={styles.bar} aria-label={messages.app.navigation}>
        <Link href="/" className={styles.mark} aria-label={messages.app.name} onClick={reloadNewest}>
          <Wordmark />
        </Link>
        {account && (
          <>
            <Button look="plain" icon="upload" onClick={() => uploads.pickFiles()}>
              <span className={styles.word}>{messages.header.upload}</span>
            </Button>
            <ButtonLink look="plain" icon="library" href="/me">
              <span className={styles.word}>{messages.header.library}</span>
            </ButtonLink>
            <AccountMenu
              account={account}
              onShowShortcuts={onShowShortcuts}
              fallback={
                <span className={menuStyles.trigger}>
                  <Avatar member={account} />
                </span>
              }
            />
          </>
        )}
        {account === null && (
          <>
            <ButtonLink look="plain" href="/login">
              {messages.header.login}
            </ButtonLink>
            <ButtonLink look="primary" href="/register">
              {messages.header.register}
            </ButtonLink>
          </>
        )}
      </nav>
    </header>
  );
}

function Wordmark() {
  return (
    <span className={wordmarkStyles.wordmark} aria-hidden="true">
      <svg
        width="1.625rem"
        height="1.625rem"
        viewBox="0 0 32 32"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        aria-hidden="true"
      >
        <path d="M5 6h22v15H5zM3 26h26M9 17l5-5 4 4 2-2 3 3" strokeLinejoin="round" strokeLinecap="round" />
      </svg>
      {messages.app.name}
    </span>
  );
}
