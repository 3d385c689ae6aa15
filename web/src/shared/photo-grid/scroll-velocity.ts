import { useEffect, useState } from 'react';
import { useHydrated } from '../page-hooks.ts';

/** Pixels per millisecond. Above this, pictures pass before anyone sees them. */
const fastThreshold = 2.5;
/** Caps a single jump, because its target should load at once. */
const maxStepVelocity = 10;
/** Milliseconds over which the velocity is averaged, because wheel events come in bursts. */
const averagingTime = 150;
/** Milliseconds without a scroll event until the page counts as idle. */
const idleAfter = 200;

export interface ScrollVelocity {
  /** Call on every scroll event. */
  record(top: number, now: number): void;
  isMoving(): boolean;
  /** True if the page scrolls too fast to look at pictures. */
  isFast(): boolean;
  /** Calls `listener` once the page is slow. Returns a function that cancels. */
  onceSlow(listener: () => void): () => void;
}

/** Measures scroll velocity, for work that can wait until the user looks. */
export function createScrollVelocity(): ScrollVelocity {
  const listeners = new Set<() => void>();
  let last = { top: 0, at: Number.NEGATIVE_INFINITY };
  let velocity = 0;
  let isMoving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const notifySlow = () => {
    for (const listener of listeners) listener();
    listeners.clear();
  };
  const setVelocity = (now: number) => {
    velocity = now;
    if (velocity <= fastThreshold) notifySlow();
  };
  const stop = () => {
    isMoving = false;
    setVelocity(0);
  };
  return {
    record(top, now) {
      const took = Math.max(1, now - last.at);
      const step = Math.min(maxStepVelocity, Math.abs(top - last.top) / took);
      isMoving = true;
      last = { top, at: now };
      clearTimeout(timer);
      timer = setTimeout(stop, idleAfter);
      setVelocity(took < idleAfter ? step + (velocity - step) * Math.exp(-took / averagingTime) : 0);
    },
    isMoving: () => isMoving,
    isFast: () => velocity > fastThreshold,
    onceSlow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The scroll velocity of the window. Zero on the server. */
export const pageScrollVelocity = createScrollVelocity();

if (typeof window !== 'undefined')
  window.addEventListener('scroll', () => pageScrollVelocity.record(window.scrollY, performance.now()), {
    passive: true,
  });

/** True once the component has been in view at a slow scroll velocity. */
export function useInViewWhenIdle(): boolean {
  // Hydration must render what the server rendered.
  const isHydrated = useHydrated();
  const [isSlow, setIsSlow] = useState(() => !isHydrated || !pageScrollVelocity.isFast());
  useEffect(() => (isSlow ? undefined : pageScrollVelocity.onceSlow(() => setIsSlow(true))), [isSlow]);
  return isSlow;
}
