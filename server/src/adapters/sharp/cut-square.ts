import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { CutRequest } from './image-task.ts';

/** Runs in the child process. The source is a rendition, so upright and in sRGB; of an animation the first frame is cut. */
export async function cutSquare({ sourcePath, targetPath, crop, side }: CutRequest): Promise<void> {
  const image = sharp(sourcePath);
  const { width, height } = await image.metadata();
  const length = Math.max(1, Math.round((Math.min(width, height) * crop.size) / 1000));
  const inside = (offset: number, whole: number) =>
    Math.max(0, Math.min(Math.round((whole * offset) / 1000), whole - length));
  const square = {
    left: inside(crop.left, width),
    top: inside(crop.top, height),
    width: length,
    height: length,
  };
  const bytes = await image.extract(square).resize(side, side).webp({ quality: 82 }).toBuffer();
  await writeFile(targetPath, bytes);
}
