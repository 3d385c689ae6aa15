import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from '../i18n/messages.ts';
import { useTitle } from '../use-title.ts';

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
