const storageKey = 'vitrine-scroll';
const maxStored = 100;

export interface ScrollPositions {
  get(key: string): number | undefined;
  set(key: string, top: number): void;
  /** Keeps what is known for after a reload. */
  store(): void;
}

/** How far each entry of the session's history was scrolled. */
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
        // No room, or storage is switched off: a reload starts at the top.
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

const giveUpAfter = 10_000;
let activeScroll: AbortController | undefined;

/** Scrolls there, and on as the page grows, until it is reached, the reader takes over, or another place is to be reached. */
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
  const timer = setTimeout(() => controller.abort(), giveUpAfter);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  for (const event of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    window.addEventListener(event, () => controller.abort(), { signal, passive: true });
}

/** What an entry of the browser's history carries. */
export type HistoryState = {
  key: string;
  /** How many entries of this visit lie before it. */
  at: number;
  /** The list that a photo was opened from. */
  list?: string | undefined;
};
