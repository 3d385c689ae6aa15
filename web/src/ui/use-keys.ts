import { useEffect, useRef } from 'react';

type Handlers = Readonly<Record<string, () => void>>;

/** Held down, these go on; what leaves or switches happens once. */
const repeated = /^(?:arrow|[+=-])/u;

/** Single keys, by their name in lower case, anywhere on the page but where someone types, in a menu or in a dialog. */
export function useKeys(handlers: Handlers) {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isBusy(event.target))
        return;
      const key = event.key.toLowerCase();
      const handler = latest.current[key];
      if (!handler || (event.repeat && !repeated.test(key))) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

const isBusy = (target: EventTarget | null) =>
  (target instanceof Element && target.closest('input, textarea, select, dialog') !== null) ||
  document.querySelector('dialog[open], :popover-open') !== null;
