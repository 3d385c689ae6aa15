import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { expiryOf } from '../../api/photo-addresses.ts';
import type { Photo } from '../../api/types.ts';

/** Comes with the first photo that needs it: what is public does not. */
const loadUpkeep = () => import('./refresh-signed-urls.ts');

/**
 * The photo with addresses that hold. `renew` is for when its picture could not be loaded: asks for the photo anew, and
 * says whether it can. `attempt` is another one each time.
 */
export function useRenewedPhoto(photo: Photo) {
  const client = useQueryClient();
  const [renewed, setRenewed] = useState<{ of: Photo; photo: Photo }>();
  const [attempt, setAttempt] = useState(0);
  const isSigned = expiryOf(photo) !== undefined;
  const shown = renewed?.of === photo ? renewed.photo : photo;

  useEffect(() => {
    if (!isSigned) return;
    let stop: (() => void) | undefined;
    let isShown = true;
    loadUpkeep().then(
      ({ addressUpkeepOf }) => {
        if (isShown) stop = addressUpkeepOf(client).watch(photo);
      },
      // Without it, a picture whose address has ended keeps its thumbhash.
      () => undefined,
    );
    return () => {
      isShown = false;
      stop?.();
    };
  }, [client, photo, isSigned]);

  const ask = async () => {
    const { addressUpkeepOf } = await loadUpkeep();
    const fresh = await addressUpkeepOf(client).renew(shown);
    if (!fresh) return;
    setRenewed({ of: photo, photo: fresh });
    setAttempt((before) => before + 1);
  };
  const renew = (): boolean => {
    if (isSigned) ask().catch(() => undefined);
    return isSigned;
  };
  return { shown, attempt, renew };
}
