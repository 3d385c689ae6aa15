import { pages } from '@vitrine/contract/pages.ts';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { pageAccount } from '../api/page-account.ts';
import { useSession } from '../api/session.ts';
import { ErrorBoundary } from '../shared/errors/error-states.tsx';
import { messages } from '../shared/i18n/messages.ts';
import { lazyComponent } from '../shared/lazy-component.tsx';
import { useHydrated } from '../shared/page-hooks.ts';
import { Icon } from '../ui/icon.tsx';
import footerStyles from './footer.module.css';
import { Header } from './header.tsx';
import styles from './layout.module.css';
import bannerStyles from './offline-banner.module.css';
import { isTheme, themes, useTheme } from './theme.ts';

const DeletionBanner = lazyComponent(
  async () => (await import('../features/settings/deletion-banner.tsx')).DeletionBanner,
);
const ShortcutsDialog = lazyComponent(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog);

export function Layout({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const account = useSession();
  const isHydrated = useHydrated();
  const [isShowingShortcuts, setIsShowingShortcuts] = useState(false);

  useEffect(() => {
    if (account) pageAccount.id = account.id;
  }, [account]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target)) setIsShowingShortcuts(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <>
      <a href="#content" className={styles.skip}>
        {messages.app.skip}
      </a>
      <Header onShowShortcuts={() => setIsShowingShortcuts(true)} />
      <OfflineBanner />
      {isHydrated && account?.cancelledUntil && path !== pages.deletion.path && (
        <DeletionBanner until={account.cancelledUntil} />
      )}
      <main id="content" tabIndex={-1} className={styles.content}>
        <ErrorBoundary path={path}>{children}</ErrorBoundary>
      </main>
      {/* The photo page fills the rest of the window, so that the wheel zooms instead of scrolling. */}
      {account === null && !path.startsWith('/photos/') && <Footer />}
      {isShowingShortcuts && <ShortcutsDialog onClose={() => setIsShowingShortcuts(false)} />}
    </>
  );
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, dialog') !== null;

function watchConnection(onChange: () => void) {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}

function OfflineBanner() {
  const isOnline = useSyncExternalStore(
    watchConnection,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status">
      {!isOnline && (
        <p className={bannerStyles.banner}>
          <Icon name="offline" size={18} />
          {messages.problems.offlineBanner}
        </p>
      )}
    </div>
  );
}

/** Footer for visitors. Members find the same entries in the account menu. */
function Footer() {
  const [theme, setTheme] = useTheme();
  return (
    <footer className={footerStyles.footer}>
      <nav className={footerStyles.links} aria-label={messages.footer.label}>
        <Link href="/">{messages.home.heading}</Link>
        <a href="/api/docs">{messages.footer.api}</a>
      </nav>
      <label className={footerStyles.theme}>
        {messages.theme.label}
        <select
          className={footerStyles.select}
          value={theme}
          onChange={({ target }) => isTheme(target.value) && setTheme(target.value)}
        >
          {themes.map((choice) => (
            <option key={choice} value={choice}>
              {messages.theme[choice]}
            </option>
          ))}
        </select>
      </label>
    </footer>
  );
}
