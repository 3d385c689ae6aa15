const storageKey = 'vitrine-scroll';
const maxStored = 100;

export interface ScrollPositions {
  get(key: string): number | undefined;
  set(key: string, top: number): void;
  /** Saves the positions for a reload. */
  store(): void;
}

/** Stores the scroll position of each history entry of this session. */
export function createScrollPositions(storage: Storage | undefined): ScrollPositions {
  const tops = new Map<string, number>(readEntries(storage));
  return {
    get: (key) => tops.get(key),
    set(key, top) {
      tops.delete(key);
      tops.set(key, top);
    },
    store() {
      try {
        storage?.setItem(storageKey, JSON.stringify([...tops].slice(-maxStored)));
      } catch {
        // Storage is full or disabled: a reload starts at the top.
      }
    },
  };
}

function readEntries(storage: Storage | undefined): [string, number][] {
  try {
    const entries: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]');
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}

const scrollTimeout = 10_000;
let activeScroll: AbortController | undefined;

/**
 * Scrolls to a position, and again as the page grows, until it is reached, the user scrolls, or another call replaces
 * it.
 */
export function scrollWhenTallEnough(top: number) {
  activeScroll?.abort();
  const controller = new AbortController();
  activeScroll = controller;
  const { signal } = controller;
  const attempt = () => {
    window.scrollTo({ top, behavior: 'instant' });
    if (Math.abs(window.scrollY - top) < 2) controller.abort();
  };
  attempt();
  if (signal.aborted) return;
  const observer = new ResizeObserver(attempt);
  observer.observe(document.body);
  const timer = setTimeout(() => controller.abort(), scrollTimeout);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  for (const event of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    window.addEventListener(event, () => controller.abort(), { signal, passive: true });
}

/** State of a browser history entry. */
export type HistoryState = {
  key: string;
  /** Number of entries of this visit before it. */
  at: number;
  /** The list from which a photo was opened. */
  list?: string | undefined;
};
