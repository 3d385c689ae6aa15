export type Size = { width: number; height: number };

/** The size of a picture fitted into `width` × `2·width`, never enlarged and never empty. */
export function fitSize(picture: Size, width: number): Size {
  const scale = Math.min(1, width / picture.width, (2 * width) / picture.height);
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
}
