import { useEffect, useState } from 'react';
import { useHydrated } from '../page-hooks.ts';

/** How the window is being scrolled. On the server it stands still. */
export const pagePace = createScrollPace();

if (typeof window !== 'undefined')
  window.addEventListener('scroll', () => pagePace.moveTo(window.scrollY, performance.now()), {
    passive: true,
  });

/** Pixels a millisecond: faster, and pictures have passed before anyone has seen them. */
const fast = 2.5;
/** One leap counts as no more: who leaps wants to see what is there. */
const fastest = 10;
/** Milliseconds over which the pace is averaged: the wheel goes by fits and starts. */
const span = 150;
/** Without a scroll event for so long, the page stands still. */
const rest = 200;

export interface ScrollPace {
  /** To be told of every scroll event. */
  moveTo(top: number, now: number): void;
  isMoving(): boolean;
  /** Too fast to look at pictures. */
  isFast(): boolean;
  /** Calls back once it is no longer fast; what it returns makes it forget. */
  whenCalm(listener: () => void): () => void;
}

/** How the page is being scrolled, for what can wait until somebody looks. */
export function createScrollPace(): ScrollPace {
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
    if (pace <= fast) calm();
  };
  const stop = () => {
    isMoving = false;
    go(0);
  };
  return {
    moveTo(top, now) {
      const took = Math.max(1, now - last.at);
      const step = Math.min(fastest, Math.abs(top - last.top) / took);
      isMoving = true;
      last = { top, at: now };
      clearTimeout(timer);
      timer = setTimeout(stop, rest);
      go(took < rest ? step + (pace - step) * Math.exp(-took / span) : 0);
    },
    isMoving: () => isMoving,
    isFast: () => pace > fast,
    whenCalm(listener) {
      waiting.add(listener);
      return () => waiting.delete(listener);
    },
  };
}

/** Whether this has been in view at a pace at which one can look; once it has, that stays so. */
export function useWhenCalm(): boolean {
  // What the server drew is drawn again as it was.
  const isHydrated = useHydrated();
  const [isCalm, setIsCalm] = useState(() => !isHydrated || !pagePace.isFast());
  useEffect(() => (isCalm ? undefined : pagePace.whenCalm(() => setIsCalm(true))), [isCalm]);
  return isCalm;
}
