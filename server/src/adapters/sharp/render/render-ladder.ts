import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { RenderedFile, RenderRequest, RenditionSize } from '../../../ports/images.ts';
import { type OpenedImage, type RawImage, refuseImage } from '../decode/opened-image.ts';
import type { Size } from '../image-limits.ts';

type RenditionPlan = Size & Pick<RenditionSize, 'format'>;

/**
 * Writes all renditions. Stills come from `base`. Frames are streamed again for each size, because all sizes do not
 * fit in memory.
 */
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
    await writeFile(path, bytes); // outside `catch`: a full disk is no fault of the picture
    files.push({ ...plan, bytes: bytes.length, path });
  }
  return files;
}

/** Merges sizes above the picture's own. Width and format identify a file, so the taller of two stays. */
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

/** Fits a picture into `width` × `2·width`. Never enlarges and never returns zero. */
export function fitSize(picture: Size, width: number): Size {
  const scale = Math.min(1, width / picture.width, (2 * width) / picture.height);
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
}

/** Maximum side of a WebP picture. */
const maxWebpSide = 16_383;
/** Maximum pixels that browsers decode and a worker holds. */
const maxRenditionPixels = 25_000_000;

/** Returns true for a picture more than twice as long as wide: a panorama or a long screenshot. */
const isElongated = ({ width, height }: Size): boolean => width > 2 * height || height > 2 * width;

/**
 * Returns the size of a rendition: fitted into `width` × `2·width`. An elongated picture is fitted by its short side,
 * which would otherwise be a few pixels; both rules agree at 2 : 1. Never enlarges and never returns zero.
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
