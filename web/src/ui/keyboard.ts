import { useEffect, useRef } from 'react';

type Handlers = Readonly<Record<string, () => void>>;

/** Keys that repeat while held down. All others fire once. */
const repeatable = /^(?:arrow|[+=-])/u;

/** Handles single keys, by lower-case name, anywhere except in fields, menus and dialogs. */
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

/** True in fields and dialogs, and while a dialog or a popover is open. */
export const isInControl = (target: EventTarget | null) =>
  (target instanceof Element && target.closest('input, textarea, select, dialog') !== null) ||
  document.querySelector('dialog[open], :popover-open') !== null;

/** Elements that Tab stops at, if they are visible and enabled. */
const tabStops = 'a[href], button, input, select, textarea, [tabindex]';

/**
 * Moves keyboard focus to the nearest control when the focused element is removed, because browsers would restart at
 * the top of the page. `data-heir` on a container names a selector to focus instead, so that pressing Delete twice
 * deletes one row. Call once for a root.
 */
export function restoreLostFocus(root: HTMLElement) {
  let last: Element | undefined;
  const remember = () => {
    // Pointer users do not need it, and moving the focus could scroll the page.
    last = document.querySelector(':focus-visible') ?? undefined;
  };
  remember();
  document.addEventListener('focusin', remember);
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget) last = undefined;
    // The user clicked elsewhere. A removed element would be disconnected by now.
    queueMicrotask(() => {
      if (last?.isConnected && document.activeElement !== last) last = undefined;
    });
  };
  // Capture, because a handler may remove the element that loses the focus.
  document.addEventListener('focusout', onFocusOut, { capture: true });
  document.addEventListener(
    'keydown',
    (event) => {
      // A held Enter must not press the button that receives the focus next.
      if (event.repeat && event.key === 'Enter' && event.target instanceof HTMLButtonElement)
        event.preventDefault();
      remember();
    },
    { capture: true },
  );
  const observer = new MutationObserver((changes) => {
    if (!last || last.isConnected) return;
    const removed = last;
    last = undefined;
    if (document.activeElement && document.activeElement !== document.body) return;
    const next = focusHeirOf(removed) ?? nearestTabStop(removed, changes);
    (next ?? document.getElementById('content'))?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  });
  observer.observe(root, { childList: true, subtree: true });
}

function focusHeirOf(removed: Element): HTMLElement | undefined {
  const selector = removed.closest<HTMLElement>('[data-heir]')?.dataset.heir;
  const heirs = selector ? [...document.querySelectorAll<HTMLElement>(selector)] : [];
  return heirs.find((heir) => heir.getBoundingClientRect().top >= 0) ?? heirs[0];
}

/** Searches outwards from the removal: the first tab stop after it, else the last one before it. */
function nearestTabStop(removed: Element, changes: readonly MutationRecord[]): HTMLElement | undefined {
  const removal = removalOf(removed, changes);
  if (!(removal?.target instanceof Element)) return undefined;
  const { target, previousSibling } = removal;
  const origin = previousSibling?.isConnected ? previousSibling : target;
  const isAfter = (stop: Node) => {
    const position = origin.compareDocumentPosition(stop);
    const isInside = (position & Node.DOCUMENT_POSITION_CONTAINED_BY) !== 0;
    return (position & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && (origin === target || !isInside);
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

/** Returns the mutation that removed the element or an ancestor. */
function removalOf(removed: Node, changes: readonly MutationRecord[]): MutationRecord | undefined {
  const removal = changes.find(({ removedNodes }) =>
    [...removedNodes].some((node) => node.contains(removed)),
  );
  return removal && !removal.target.isConnected ? removalOf(removal.target, changes) : removal;
}

const isTabStop = (element: HTMLElement) =>
  element.tabIndex >= 0 && !element.matches(':disabled, [inert] *') && element.checkVisibility();
