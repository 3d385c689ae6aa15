import type { Viewer } from '../../domain/access.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import type { Page } from '../../ports/paging.ts';
import { type Admission, type PhotoAnswer, presentPhotos } from './present-photos.ts';

export async function presentPage(
  ports: Pick<Ports, 'accounts' | 'likes' | 'secrets' | 'clock'>,
  viewer: Viewer,
  page: Page<Photo>,
  admits?: Admission,
): Promise<{ items: PhotoAnswer[]; nextCursor: string | null }> {
  return {
    items: await presentPhotos(ports, viewer, page.items, admits),
    nextCursor: page.nextCursor ?? null,
  };
}
