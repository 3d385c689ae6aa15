import { useEffect } from 'react';
import { messages } from './i18n/messages.ts';

/** The window's title while a page is open; of pages that others see, the server writes the same one. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? messages.app.titled(title) : messages.app.name;
  }, [title]);
}
