import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { RenderedFile, RenderRequest, RenditionSize } from '../../ports/images.ts';
import { fitRendition, isStrip, type Size } from './fit-size.ts';
import { type OpenedImage, type RawImage, refuseImage } from './opened-image.ts';

type RenditionPlan = Size & Pick<RenditionSize, 'format'>;

/** Stills come from `base`. Frames are streamed anew for each size: all of them at once would not fit in memory. */
export async function renderLadder(
  request: RenderRequest,
  image: OpenedImage,
  base: RawImage,
  matte: string,
): Promise<RenderedFile[]> {
  const files: RenderedFile[] = [];
  for (const plan of planLadder(image, request.ladder)) {
    const path = join(request.outputDirectory, `${plan.width}x${plan.height}.${plan.format}`);
    const frames = plan.format === 'webp' ? image.openFrames?.() : undefined;
    const still = () => sharp(base.data, { raw: base.info, limitInputPixels: false });
    const rendition = frames
      ? encodeRendition(frames, image, plan, matte)
      : encodeRendition(still(), base.info, plan, matte);
    const bytes = await rendition.toBuffer().catch(refuseImage);
    await writeFile(path, bytes); // apart, as a full disk is not the picture's fault
    files.push({ ...plan, bytes: bytes.length, path });
  }
  return files;
}

/** Sizes beyond the picture's own become one entry. A file is known by width and format: the taller of two stays. */
export function planLadder(
  picture: Size & { frames: number },
  ladder: readonly RenditionSize[],
): RenditionPlan[] {
  const hasDetail = isStrip(picture) && picture.frames === 1;
  const plans = ladder
    .filter(({ onlyStrips }) => !onlyStrips || hasDetail)
    .map(({ width, format }) => ({ ...fitRendition(picture, width), format }));
  return plans.filter((plan, at) => {
    const alike = plans.filter(({ width, format }) => width === plan.width && format === plan.format);
    const tallest = Math.max(...alike.map(({ height }) => height));
    return plan.height === tallest && plans.findIndex((other) => isSamePlan(other, plan)) === at;
  });
}

function isSamePlan(a: RenditionPlan, b: RenditionPlan): boolean {
  return a.width === b.width && a.height === b.height && a.format === b.format;
}

function encodeRendition(source: Sharp, { width, height }: Size, plan: RenditionPlan, matte: string): Sharp {
  const isOwnSize = plan.width === width && plan.height === height;
  const resized = isOwnSize ? source : source.resize({ width: plan.width, height: plan.height, fit: 'fill' });
  if (plan.format === 'webp') return resized.webp({ quality: 80, effort: 2 });
  return resized.flatten({ background: matte }).jpeg({ quality: 82, progressive: true, mozjpeg: false });
}
