import { pages } from '@vitrine/contract/pages.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { pageAccount } from '../api/page-account.ts';
import { useSession } from '../api/use-session.ts';
import { ErrorBoundary } from '../shared/errors/error-boundary.tsx';
import { messages } from '../shared/i18n/messages.ts';
import { latePart } from '../shared/lazy-component.tsx';
import { useHydrated } from '../shared/use-hydrated.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import styles from './layout.module.css';
import { OfflineBanner } from './offline-banner.tsx';

const DeletionBanner = latePart(
  async () => (await import('../features/settings/deletion-banner.tsx')).DeletionBanner,
);
const KeysDialog = latePart(async () => (await import('./shortcuts-dialog.tsx')).KeysDialog);

export function Layout({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const account = useSession();
  const isHydrated = useHydrated();
  const [isShowingKeys, setIsShowingKeys] = useState(false);

  useEffect(() => {
    if (account) pageAccount.id = account.id;
  }, [account]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target)) setIsShowingKeys(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <>
      <a href="#content" className={styles.skip}>
        {messages.app.skip}
      </a>
      <Header onShowKeys={() => setIsShowingKeys(true)} />
      <OfflineBanner />
      {isHydrated && account?.cancelledUntil && path !== pages.deletion.path && (
        <DeletionBanner until={account.cancelledUntil} />
      )}
      <main id="content" tabIndex={-1} className={styles.content}>
        <ErrorBoundary place={path}>{children}</ErrorBoundary>
      </main>
      {/* A photo has the rest of the window to itself, so that the wheel zooms it. */}
      {account === null && !path.startsWith('/photos/') && <Footer />}
      {isShowingKeys && <KeysDialog onClose={() => setIsShowingKeys(false)} />}
    </>
  );
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
