import { useSyncExternalStore } from 'react';

const storageKey = 'vitrine-data';
const changed = 'vitrine-data-panel';

/** Whether a photo's data stand beside it; remembered by this browser. */
export function useDataPanel(): [boolean, () => void] {
  const isOpen = useSyncExternalStore(watch, isOpenNow, () => true);
  const toggle = () => {
    try {
      localStorage.setItem(storageKey, isOpenNow() ? 'closed' : 'open');
    } catch {
      // Storage is switched off: the panel stays as it is.
    }
    dispatchEvent(new Event(changed));
  };
  return [isOpen, toggle];
}

function watch(onChange: () => void) {
  addEventListener(changed, onChange);
  return () => removeEventListener(changed, onChange);
}

function isOpenNow() {
  try {
    return localStorage.getItem(storageKey) !== 'closed';
  } catch {
    return true;
  }
}
