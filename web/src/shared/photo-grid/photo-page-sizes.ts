import type { Photo } from '../../api/types.ts';
import { aspectOf } from './photo-shape.ts';

/** The width that a photo takes on its own page. */
export const photoPageSizes = (photo: Photo) => `min(100vw, ${Math.round(aspectOf(photo) * 90)}vh)`;
