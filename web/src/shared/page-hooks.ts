import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useRouter } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';
import { messages } from './i18n/messages.ts';

const subscribeToNothing = () => () => undefined;

/** False during server rendering and hydration, for content that only the browser can render. */
export const useHydrated = () =>
  useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );

/** Sets the window's title. The server renders the same title for public pages. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? messages.app.titled(title) : messages.app.name;
  }, [title]);
}

/** Returns the query of the URL. wouter's own hook unescapes only part of it. */
export function useUrlQuery(): URLSearchParams {
  const search = useSearch(useRouter());
  return useMemo(() => new URLSearchParams(search), [search]);
}
