import type { PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

/** Has a photo in state `processing` rendered. Asking twice does no harm. */
export const enqueueRendering = ({ jobs }: Pick<Ports, 'jobs'>, photoId: PhotoId): Promise<void> =>
  jobs.enqueue({ name: 'render-photo', payload: { photoId }, key: `render-photo:${photoId}` });
