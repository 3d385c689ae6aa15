import { useSyncExternalStore } from 'react';

const stay = () => () => undefined;

/** False while the server draws and until its HTML has been taken over: for what only the browser can show. */
export const useHydrated = () =>
  useSyncExternalStore(
    stay,
    () => true,
    () => false,
  );
