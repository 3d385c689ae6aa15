import { originalKey } from '../../domain/blob-keys.ts';
import type { Photo } from '../../domain/photo.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { Ports } from '../../ports/index.ts';
import { removeStoredPhoto } from '../steps/remove-stored-photo.ts';

/**
 * Of a photo that was deleted for good bytes may lie there still, and its Idempotency-Key gives its id to another one:
 * that is to have nothing of it. What is younger than the announcement stays: the same key announced it at the same moment.
 */
export async function removeRemains({ blobs }: Pick<Ports, 'blobs'>, announced: Photo): Promise<void> {
  const { id, bytes, createdAt } = announced;
  const place = { prefix: originalKey(id), limit: 1 };
  const [original] = (await blobs.list(place)).items;
  const [begun] = partLengths(bytes).length > 1 ? (await blobs.listBegunParts(place)).items : [];
  const since = Math.min(original?.modifiedAt ?? createdAt, begun?.begunAt ?? createdAt);
  if (since < createdAt) await removeStoredPhoto({ blobs }, announced);
}
