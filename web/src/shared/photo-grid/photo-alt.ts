import type { Photo } from '../../api/types.ts';
import type { Format } from '../i18n/format.ts';
import { messages } from '../i18n/messages.ts';

const mostTags = 3;

/**
 * Returns the title. An untitled photo gets its date and tags, or its location if it has no tags. Only the owner sees
 * the file name.
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

/** Returns the owner's alt text, or the photo's name. */
export const photoAlt = (photo: Photo, format: Format) => photo.altText || photoName(photo, format);
