import { useSyncExternalStore } from 'react';
import { messages } from '../shared/i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './offline-banner.module.css';

function watchConnection(onChange: () => void) {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}

export function OfflineBanner() {
  const isOnline = useSyncExternalStore(
    watchConnection,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status">
      {!isOnline && (
        <p className={styles.banner}>
          <Icon name="offline" size={18} />
          {messages.problems.offlineBanner}
        </p>
      )}
    </div>
  );
}
