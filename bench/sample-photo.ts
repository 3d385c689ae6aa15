import type { AccountId } from '../server/src/domain/ids.ts';
import type { Photo } from '../server/src/domain/photo.ts';
import { buildPhoto } from '../server/src/ports/conformance/builders.ts';

const renditions = [320, 640, 1280, 2048].map((width) => ({
  width,
  height: (width * 3) / 4,
  format: 'webp' as const,
}));

/** A public photo as a camera's would be, without bytes; each a second younger than the one before. */
export function buildSamplePhoto(ownerId: AccountId, index: number): Photo {
  const time = Date.UTC(2025, 0, 1) + index * 1000;
  return buildPhoto(ownerId, {
    title: `Photograph ${index}`,
    tags: ['sea', 'summer'],
    status: 'ready',
    fileName: `IMG_${index}.jpg`,
    bytes: 3_500_000,
    picture: {
      format: 'jpeg',
      width: 4032,
      height: 3024,
      animated: false,
      thumbhash: 'k0oGLQaSVsN0BVhn2oq2Z5SQUQcZ',
      color: '#8aa1b2',
      renditions: [...renditions, { width: 1280, height: 960, format: 'jpeg' }],
      revision: 'bench0bench0benc',
    },
    metadata: {
      camera: 'Vitrine One',
      lens: '26mm f/1.8',
      focalLength: 26,
      aperture: 1.8,
      exposureTime: '1/120',
      iso: 64,
    },
    createdAt: time,
    statusSince: time,
    publishedAt: time,
  });
}
