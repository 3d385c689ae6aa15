import { Component, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from '../i18n/messages.ts';

type ErrorBoundaryProps = {
  children: ReactNode;
  /** The address: another one is another try. */
  place: string;
};
type ErrorBoundaryState = { failedAt?: string };

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = {};

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState) {
    if (state.failedAt === '') return { failedAt: props.place };
    return state.failedAt !== undefined && state.failedAt !== props.place ? { failedAt: undefined } : null;
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
