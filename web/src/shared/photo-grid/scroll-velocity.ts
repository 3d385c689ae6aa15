import { useEffect, useState } from 'react';
import { useHydrated } from '../page-hooks.ts';

/** The scroll velocity of the window. Zero on the server. */
export const pageScrollVelocity = createScrollVelocity();

if (typeof window !== 'undefined')
  window.addEventListener('scroll', () => pageScrollVelocity.record(window.scrollY, performance.now()), {
    passive: true,
  });

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
  const waiting = new Set<() => void>();
  let last = { top: 0, at: Number.NEGATIVE_INFINITY };
  let pace = 0;
  let isMoving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const calm = () => {
    for (const listener of waiting) listener();
    waiting.clear();
  };
  const go = (now: number) => {
    pace = now;
    if (pace <= fastThreshold) calm();
  };
  const stop = () => {
    isMoving = false;
    go(0);
  };
  return {
    record(top, now) {
      const took = Math.max(1, now - last.at);
      const step = Math.min(maxStepVelocity, Math.abs(top - last.top) / took);
      isMoving = true;
      last = { top, at: now };
      clearTimeout(timer);
      timer = setTimeout(stop, idleAfter);
      go(took < idleAfter ? step + (pace - step) * Math.exp(-took / averagingTime) : 0);
    },
    isMoving: () => isMoving,
    isFast: () => pace > fastThreshold,
    onceSlow(listener) {
      waiting.add(listener);
      return () => waiting.delete(listener);
    },
  };
}

/** True once the component has been in view at a slow scroll velocity. */
export function useInViewWhenIdle(): boolean {
  // Hydration must render what the server rendered.
  const isHydrated = useHydrated();
  const [isCalm, setIsCalm] = useState(() => !isHydrated || !pageScrollVelocity.isFast());
  useEffect(() => (isCalm ? undefined : pageScrollVelocity.onceSlow(() => setIsCalm(true))), [isCalm]);
  return isCalm;
}
