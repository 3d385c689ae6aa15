import { useEffect, useState } from 'react';
import { useHydrated } from '../use-hydrated.ts';
import { pagePace } from './page-scroll-velocity.ts';

/** Whether this has been in view at a pace at which one can look; once it has, that stays so. */
export function useWhenCalm(): boolean {
  // What the server drew is drawn again as it was.
  const isHydrated = useHydrated();
  const [isCalm, setIsCalm] = useState(() => !isHydrated || !pagePace.isFast());
  useEffect(() => (isCalm ? undefined : pagePace.whenCalm(() => setIsCalm(true))), [isCalm]);
  return isCalm;
}
