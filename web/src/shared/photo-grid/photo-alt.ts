import type { Photo } from '../../api/types.ts';
import type { Format } from '../i18n/format.ts';
import { messages } from '../i18n/messages.ts';

const mostTags = 3;

/**
 * The title, or else what tells an untitled photo from others: its date and its tags; without tags, its location where
 * the viewer may see it. The file name is there for the owner alone.
 */
export function photoName(photo: Photo, format: Format): string {
  const { title, owner, takenAt, tags, place, fileName, createdAt } = photo;
  if (title) return title;
  const facts = [
    takenAt && format.cameraDay(takenAt),
    ...tags.slice(0, mostTags),
    tags.length === 0 && place && format.coordinates(place.latitude, place.longitude),
  ].filter((fact) => typeof fact === 'string' && fact !== '');
  if (facts.length > 0) return [messages.photo.untitled, ...facts].join(', ');
  if (fileName) return fileName;
  return messages.photo.uploadedBy(owner.displayName || owner.username, format.day(createdAt));
}

/** Its owner's words for those who cannot see it, or the best that is known. */
export const photoAlt = (photo: Photo, format: Format) => photo.altText || photoName(photo, format);
