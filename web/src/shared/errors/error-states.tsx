import { Component, type ReactNode, useEffect } from 'react';
import { ApiProblem, isNotFound } from '../../api/request.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from '../i18n/messages.ts';
import { useTitle } from '../page-hooks.ts';
import failureStyles from './error-states.module.css';
import { problemText } from './problem-text.ts';

type LoadErrorProps = { error: unknown; onRetry: () => void; level?: 'page' | 'section' };

/** Replaces content that could not be loaded. */
export function LoadError({ error, onRetry, level = 'page' }: LoadErrorProps) {
  // Users who report a server error can quote the id under which it is logged.
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
          {requestId && (
            <small className={failureStyles.request}>{messages.problems.request(requestId)}</small>
          )}
        </>
      }
    >
      <Button look="primary" onClick={onRetry}>
        {messages.app.retry}
      </Button>
    </Notice>
  );
}

export function NotFound() {
  useTitle(messages.notFound.title);
  return (
    <Notice level="page" icon="search" title={messages.notFound.title} text={messages.notFound.text}>
      <ButtonLink href="/" look="primary">
        {messages.app.home}
      </ButtonLink>
    </Notice>
  );
}

type ErrorBoundaryProps = {
  children: ReactNode;
  /** The current path. A change of path renders the children again. */
  path: string;
};
type ErrorBoundaryState = { failedAt?: string };

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = {};

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState) {
    if (state.failedAt === '') return { failedAt: props.path };
    return state.failedAt !== undefined && state.failedAt !== props.path ? { failedAt: undefined } : null;
  }

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failedAt: '' };
  }

  override render() {
    if (this.state.failedAt === undefined) return this.props.children;
    return (
      <Notice
        level="page"
        icon="warning"
        title={messages.problems.pageTitle}
        text={navigator.onLine ? messages.problems.unknown : messages.problems.offline}
      >
        <Button look="primary" onClick={() => location.reload()}>
          {messages.problems.reload}
        </Button>
      </Notice>
    );
  }
}
