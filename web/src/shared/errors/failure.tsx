import { useEffect } from 'react';
import { ApiProblem, isNotFound } from '../../api/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from '../i18n/messages.ts';
import styles from './failure.module.css';
import { NotFound } from './not-found.tsx';
import { problemText } from './problem-text.ts';

type FailureProps = { error: unknown; onRetry: () => void; level?: 'page' | 'section' };

/** In place of what could not be loaded. */
export function Failure({ error, onRetry, level = 'page' }: FailureProps) {
  // Whoever reports a fault of the server can name what its log is searched by.
  const requestId = error instanceof ApiProblem && error.status >= 500 && error.requestId;
  const isOffline = error instanceof ApiProblem && error.code === 'offline';

  useEffect(() => {
    if (!isOffline) return;
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [isOffline, onRetry]);

  if (isNotFound(error)) return <NotFound />;
  return (
    <Notice
      level={level}
      icon={isOffline ? 'offline' : 'warning'}
      title={isOffline ? messages.problems.offlineTitle : messages.problems.loadTitle}
      text={
        <>
          {problemText(error)}
          {requestId && <small className={styles.request}>{messages.problems.request(requestId)}</small>}
        </>
      }
    >
      <Button look="primary" onClick={onRetry}>
        {messages.app.retry}
      </Button>
    </Notice>
  );
}
