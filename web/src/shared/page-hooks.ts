import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useRouter } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';
import { messages } from './i18n/messages.ts';

const subscribeToNothing = () => () => undefined;

/** False while the server draws and until its HTML has been taken over: for what only the browser can show. */
export const useHydrated = () =>
  useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );

/** The window's title while a page is open; of pages that others see, the server writes the same one. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? messages.app.titled(title) : messages.app.name;
  }, [title]);
}

/** The query of the address. What wouter itself gives has had some of its escapes undone, and others not. */
export function useUrlQuery(): URLSearchParams {
  const search = useSearch(useRouter());
  return useMemo(() => new URLSearchParams(search), [search]);
}
