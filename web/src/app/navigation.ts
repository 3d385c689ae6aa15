import { flushSync } from 'react-dom';
import type { AroundNavHandler } from 'wouter';
import { leaveGuard } from '../ui/leave-guard.ts';
import type { PageLoader } from './page-loader.ts';
import { matchPage } from './page-match.ts';
import type { HistoryState } from './scroll-restoration.ts';
import { createScrollPositions, scrollWhenTallEnough } from './scroll-restoration.ts';

export interface Navigation {
  aroundNav: AroundNavHandler;
  /** Call once, before the first render. */
  start(): void;
}

/* `crypto.randomUUID` exists only in secure contexts: HTTPS and localhost. */
const newKey = () => Math.random().toString(36).slice(2);

/** Navigates between pages: loads their code first, and restores scroll position and focus. */
export function createNavigation(loader: PageLoader): Navigation {
  const memory = createScrollPositions(sessionStorageIfAllowed());
  let current: HistoryState = historyState() ?? { key: newKey(), at: 0 };
  let path = location.pathname;
  let latest = 0;
  /** The reason for the next `popstate` event. `undefined` if the user navigates. */
  let pendingMove: 'returning' | 'leaving' | undefined;

  const remember = () => memory.set(current.key, window.scrollY);

  const move = async (to: string, state: HistoryState, commit: () => void, top: number | undefined) => {
    latest += 1;
    const attempt = latest;
    const match = matchPage(to);
    if (match && !loader.peek(match.name)) {
      loader.forget(match.name);
      await loader.load(match.name);
    }
    if (attempt !== latest) return;
    const from = path;
    withPhotoTransition(from, to, () => {
      flushSync(commit);
      current = state;
      path = to;
      if (top !== undefined) scrollWhenTallEnough(top);
      // Let grids render the rows now in view before the browser captures the page for the transition.
      flushSync(() => dispatchEvent(new Event('resize')));
      moveFocus(from);
    });
  };

  return {
    aroundNav(navigate, to, options) {
      const state: HistoryState = {
        ...options?.state,
        key: newKey(),
        at: options?.replace ? current.at : current.at + 1,
      };
      const url = new URL(to, location.href);
      const commit = () => navigate(to, { ...options, state });
      const isSame = url.pathname === path && options?.replace;
      const go = () => {
        remember();
        void move(url.pathname, state, commit, isSame ? undefined : 0);
      };
      if (url.pathname === path || !leaveGuard.intercepts(go)) go();
    },
    start() {
      history.replaceState({ ...history.state, ...current }, '');
      history.scrollRestoration = 'manual';
      const top = memory.get(current.key);
      if (top) scrollWhenTallEnough(top);
      window.addEventListener('popstate', (event) => {
        // wouter listens to `popstate` too and would render the page before its code has loaded.
        event.stopImmediatePropagation();
        const state = historyState() ?? { key: location.href, at: current.at };
        const reason = pendingMove;
        pendingMove = undefined;
        if (reason === 'returning') return;
        // The browser has already moved. Go back until the user confirms leaving.
        const steps = state.at - current.at || -1;
        const leave = () => {
          pendingMove = 'leaving';
          history.go(steps);
        };
        if (reason !== 'leaving' && location.pathname !== path && leaveGuard.intercepts(leave)) {
          pendingMove = 'returning';
          return history.go(-steps);
        }
        remember();
        const commit = () => dispatchEvent(new Event('pushState'));
        void move(location.pathname, state, commit, memory.get(state.key) ?? 0);
      });
      window.addEventListener('pagehide', () => {
        // On a reload, the browser restores the position itself before any script runs.
        history.scrollRestoration = 'auto';
        remember();
        memory.store();
      });
      window.addEventListener('pageshow', () => {
        history.scrollRestoration = 'manual';
      });
    },
  };
}

/** Focuses the photo that was open, or the start of the page's content. */
function moveFocus(from: string) {
  const match = matchPage(from);
  const id = match?.name === 'photo' ? match.params.id : undefined;
  const tile = id && document.querySelector<HTMLElement>(`[data-photo="${CSS.escape(id)}"]`);
  const content = document.getElementById('content');
  const { activeElement } = document;
  const isFree = !activeElement || activeElement === document.body || activeElement === content;
  if (isFree) (tile || content)?.focus({ preventScroll: true });
}

function historyState(): HistoryState | undefined {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'key' in state ? (state as HistoryState) : undefined;
}

function sessionStorageIfAllowed() {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

const transitionClass = 'photo-in-transit';

/** Updates the page. Between a grid and a photo page, the photo grows out of its tile and shrinks back into it. */
function withPhotoTransition(from: string, to: string, update: () => void) {
  const opened = photoIdOf(to);
  const closed = photoIdOf(from);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (Boolean(opened) === Boolean(closed) || isStill || !('startViewTransition' in document)) return update();

  if (opened) tileOf(opened)?.classList.add(transitionClass);
  const running = document.startViewTransition(() => {
    update();
    if (closed) tileOf(closed)?.classList.add(transitionClass);
  });
  const clear = () => {
    if (closed) tileOf(closed)?.classList.remove(transitionClass);
  };
  running.finished.then(clear, clear);
  // A skipped transition, for example in a hidden tab, has still updated the page.
  running.ready.catch(() => undefined);
}

function photoIdOf(path: string): string | undefined {
  const match = matchPage(path);
  return match?.name === 'photo' ? match.params.id : undefined;
}

const tileOf = (id: string) => document.querySelector(`[data-photo="${CSS.escape(id)}"] img`);
