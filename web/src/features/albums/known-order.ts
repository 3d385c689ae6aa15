import type { Photo } from '../../api/types.ts';
import type { HeldPhotos } from '../../shared/selection/use-held-photos.ts';
import type { Selection } from '../../shared/selection/use-selection.ts';

/** An album's order from its first photo to the last that is selected, as far as that is held; undefined where it is not. */
export function knownOrder(
  held: Pick<HeldPhotos, 'photos' | 'isBroken'>,
  { photos, isAll }: Pick<Selection, 'photos' | 'isAll'>,
): readonly Photo[] | undefined {
  if (isAll) return photos;
  const known = new Set(held.isBroken ? [] : held.photos.map(({ id }) => id));
  return photos.every(({ id }) => known.has(id)) ? held.photos : undefined;
}
