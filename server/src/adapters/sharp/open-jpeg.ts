import { describeJpeg } from './describe-jpeg.ts';
import type { ImageLimits } from './image-limits.ts';
import { mendJpeg } from './mend-jpeg.ts';
import { openImage } from './open-image.ts';
import type { OpenedImage } from './opened-image.ts';

/** Takes a JPEG that lost its last bytes, as viewers do. */
export async function openJpeg(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const describeKind = () => describeJpeg(path);
  const image = await openImage(path, 'jpeg', limits, { describeKind });
  return {
    ...image,
    async decode(size) {
      try {
        return await image.decode(size);
      } catch (refusal) {
        const bytes = await mendJpeg(path, refusal);
        if (!bytes) throw refusal;
        return (await openImage(path, 'jpeg', limits, { bytes, isMended: true })).decode(size);
      }
    },
  };
}
