import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import type { Photo } from '../../api/types.ts';

/** Addresses of what is not public hold for some hours: a page that stays open outlives them. */
const isSigned = (photo: Photo) => photo.renditions.some(({ url }) => url.includes('signature='));

/**
 * The photo with addresses that hold. `renew` is for when its picture could not be loaded: asks for the photo anew, once,
 * and says whether it does. `attempt` is another one each time.
 */
export function useRenewedPhoto(photo: Photo) {
  const [renewed, setRenewed] = useState<{ of: Photo; photo: Photo }>();
  const [asked, setAsked] = useState<Photo>();
  const isRenewed = renewed?.of === photo;

  const renew = (): boolean => {
    if (asked === photo || !isSigned(photo)) return false;
    setAsked(photo);
    const reading = answer(api.GET('/photos/{id}', { params: { path: { id: photo.id } } }));
    // Where that fails as well, the thumbhash stays.
    void reading.then((fresh) => setRenewed({ of: photo, photo: fresh })).catch(() => undefined);
    return true;
  };
  return { shown: isRenewed ? renewed.photo : photo, attempt: isRenewed ? 1 : 0, renew };
}
