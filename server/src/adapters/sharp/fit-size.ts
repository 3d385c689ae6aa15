export type Size = { width: number; height: number };

/** The size of a picture fitted into `width` × `2·width`, never enlarged and never empty. */
export function fitSize(picture: Size, width: number): Size {
  const scale = Math.min(1, width / picture.width, (2 * width) / picture.height);
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
}

/** WebP holds no longer side. */
const longestSide = 16_383;
/** Bounds for what browsers decode and a child holds. */
const mostPixels = 25_000_000;

/** More than twice as long as wide: a panorama, or the shot of a long page. */
export const isStrip = ({ width, height }: Size): boolean => width > 2 * height || height > 2 * width;

/**
 * The size of a rendition: fitted into `width` × `2·width`. A strip is fitted by its short side, which otherwise would be
 * a few pixels; both agree at a shape of 2 : 1. Never enlarged and never empty.
 */
export function fitRendition(picture: Size, width: number): Size {
  if (!isStrip(picture)) return fitSize(picture, width);
  const isWide = picture.width > picture.height;
  const shortSide = isWide ? width / 2 / picture.height : width / picture.width;
  const pixels = Math.min(mostPixels, 6 * width * width);
  const scale = Math.min(
    1,
    shortSide,
    Math.sqrt(pixels / (picture.width * picture.height)),
    longestSide / Math.max(picture.width, picture.height),
  );
  return {
    width: Math.max(1, Math.floor(picture.width * scale)),
    height: Math.max(1, Math.floor(picture.height * scale)),
  };
}
