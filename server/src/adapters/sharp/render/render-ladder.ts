import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { RenderedFile, RenderRequest, RenditionSize } from '../../../ports/images.ts';
import { type OpenedImage, type RawImage, refuseImage } from '../decode/opened-image.ts';
import type { Size } from '../image-limits.ts';

/** The size of a picture fitted into `width` × `2·width`, never enlarged and never empty. */
export function fitSize(picture: Size, width: number): Size {
  const scale = Math.min(1, width / picture.width, (2 * width) / picture.height);
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
}

/** WebP holds no longer side. */
const maxWebpSide = 16_383;
/** Bounds for what browsers decode and a child holds. */
const maxRenditionPixels = 25_000_000;

/** More than twice as long as wide: a panorama, or the shot of a long page. */
const isElongated = ({ width, height }: Size): boolean => width > 2 * height || height > 2 * width;

/**
 * The size of a rendition: fitted into `width` × `2·width`. A strip is fitted by its short side, which otherwise would be
 * a few pixels; both agree at a shape of 2 : 1. Never enlarged and never empty.
 */
function fitRendition(picture: Size, width: number): Size {
  if (!isElongated(picture)) return fitSize(picture, width);
  const isWide = picture.width > picture.height;
  const shortSide = isWide ? width / 2 / picture.height : width / picture.width;
  const pixels = Math.min(maxRenditionPixels, 6 * width * width);
  const scale = Math.min(
    1,
    shortSide,
    Math.sqrt(pixels / (picture.width * picture.height)),
    maxWebpSide / Math.max(picture.width, picture.height),
  );
  return {
    width: Math.max(1, Math.floor(picture.width * scale)),
    height: Math.max(1, Math.floor(picture.height * scale)),
  };
}

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
  const hasDetail = isElongated(picture) && picture.frames === 1;
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
