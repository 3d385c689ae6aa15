import { useEffect, useState } from 'react';
import { useHydrated } from '../page-hooks.ts';

/** How the window is being scrolled. On the server it stands still. */
export const pageScrollVelocity = createScrollVelocity();

if (typeof window !== 'undefined')
  window.addEventListener('scroll', () => pageScrollVelocity.record(window.scrollY, performance.now()), {
    passive: true,
  });

/** Pixels a millisecond: faster, and pictures have passed before anyone has seen them. */
const fastThreshold = 2.5;
/** One leap counts as no more: who leaps wants to see what is there. */
const maxStepVelocity = 10;
/** Milliseconds over which the pace is averaged: the wheel goes by fits and starts. */
const averagingTime = 150;
/** Without a scroll event for so long, the page stands still. */
const idleAfter = 200;

export interface ScrollVelocity {
  /** To be told of every scroll event. */
  record(top: number, now: number): void;
  isMoving(): boolean;
  /** Too fast to look at pictures. */
  isFast(): boolean;
  /** Calls back once it is no longer fast; what it returns makes it forget. */
  onceSlow(listener: () => void): () => void;
}

/** How the page is being scrolled, for what can wait until somebody looks. */
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

/** Whether this has been in view at a pace at which one can look; once it has, that stays so. */
export function useInViewWhenIdle(): boolean {
  // What the server drew is drawn again as it was.
  const isHydrated = useHydrated();
  const [isCalm, setIsCalm] = useState(() => !isHydrated || !pageScrollVelocity.isFast());
  useEffect(() => (isCalm ? undefined : pageScrollVelocity.onceSlow(() => setIsCalm(true))), [isCalm]);
  return isCalm;
}
