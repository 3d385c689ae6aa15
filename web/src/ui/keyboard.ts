import { useEffect, useRef } from 'react';

type Handlers = Readonly<Record<string, () => void>>;

/** Held down, these go on; what leaves or switches happens once. */
const repeatable = /^(?:arrow|[+=-])/u;

/** Single keys, by their name in lower case, anywhere on the page but where someone types, in a menu or in a dialog. */
export function useShortcuts(handlers: Handlers) {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented ||
        isInControl(event.target)
      )
        return;
      const key = event.key.toLowerCase();
      const handler = latest.current[key];
      if (!handler || (event.repeat && !repeatable.test(key))) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

const isInControl = (target: EventTarget | null) =>
  (target instanceof Element && target.closest('input, textarea, select, dialog') !== null) ||
  document.querySelector('dialog[open], :popover-open') !== null;

/** What the keyboard stops at, where it can be seen and used. */
const tabStops = 'a[href], button, input, select, textarea, [tabindex]';

/**
 * Where what has the focus of somebody at the keyboard goes away, a row whose button was pressed say, the focus goes to
 * what is nearest to where it was; browsers would send the keyboard back to the start of the page. What goes away with
 * it can say in `data-heir`, as a selector, what is to have it instead: rows whose buttons destroy name their list, so
 * that pressing twice destroys one. To be called once, for all that is ever drawn in `root`.
 */
export function restoreLostFocus(root: HTMLElement) {
  let last: Element | undefined;
  const remember = () => {
    // Who pressed with a pointer does not look for it; moving it would only move the page under them.
    last = document.querySelector(':focus-visible') ?? undefined;
  };
  remember();
  document.addEventListener('focusin', remember);
  const letGo = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget) last = undefined;
    // Let go of by the reader, who pressed beside it; what is taken away is gone by then.
    queueMicrotask(() => {
      if (last?.isConnected && document.activeElement !== last) last = undefined;
    });
  };
  // Told first: what the focus leaves for something else may be taken away for that very reason.
  document.addEventListener('focusout', letGo, { capture: true });
  document.addEventListener(
    'keydown',
    (event) => {
      // A key that is held does not go on to press what gets the focus next.
      if (event.repeat && event.key === 'Enter' && event.target instanceof HTMLButtonElement)
        event.preventDefault();
      remember();
    },
    { capture: true },
  );
  const observer = new MutationObserver((changes) => {
    if (!last || last.isConnected) return;
    const gone = last;
    last = undefined;
    if (document.activeElement && document.activeElement !== document.body) return;
    const next = focusHeirOf(gone) ?? nearestTabStop(gone, changes);
    (next ?? document.getElementById('content'))?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  });
  observer.observe(root, { childList: true, subtree: true });
}

function focusHeirOf(gone: Element): HTMLElement | undefined {
  const selector = gone.closest<HTMLElement>('[data-heir]')?.dataset.heir;
  const heirs = selector ? [...document.querySelectorAll<HTMLElement>(selector)] : [];
  return heirs.find((heir) => heir.getBoundingClientRect().top >= 0) ?? heirs[0];
}

/** In the innermost of what was around it that holds any: the first one after its place, else the last one before. */
function nearestTabStop(gone: Element, changes: readonly MutationRecord[]): HTMLElement | undefined {
  const removal = removalOf(gone, changes);
  if (!(removal?.target instanceof Element)) return undefined;
  const { target, previousSibling } = removal;
  const place = previousSibling?.isConnected ? previousSibling : target;
  const isAfter = (stop: Node) => {
    const position = place.compareDocumentPosition(stop);
    const isInside = (position & Node.DOCUMENT_POSITION_CONTAINED_BY) !== 0;
    return (position & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && (place === target || !isInside);
  };
  const outermost = target.closest('dialog, main') ?? target.closest('section');
  for (
    let around: Element | null = target;
    around && outermost?.contains(around);
    around = around.parentElement
  ) {
    const candidates = [...around.querySelectorAll<HTMLElement>(tabStops)].filter(isTabStop);
    const found = candidates.find(isAfter) ?? candidates.at(-1);
    if (found) return found;
  }
  return undefined;
}

/** The one that took it off the page, it or something around it. */
function removalOf(gone: Node, changes: readonly MutationRecord[]): MutationRecord | undefined {
  const removal = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)));
  return removal && !removal.target.isConnected ? removalOf(removal.target, changes) : removal;
}

const isTabStop = (element: HTMLElement) =>
  element.tabIndex >= 0 && !element.matches(':disabled, [inert] *') && element.checkVisibility();
