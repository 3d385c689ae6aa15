import type { Photo } from '../../api/types.ts';
import { messages } from '../messages.ts';

/** Its owner's words for those who cannot see it, or the best that is known. */
export const photoAlt = (photo: Photo) =>
  photo.altText || photo.title || messages.photo.untitledBy(photo.owner.displayName || photo.owner.username);
