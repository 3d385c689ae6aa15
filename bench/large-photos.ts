import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = `${process.env.VITRINE_TEST_PHOTOS ?? fileURLToPath(new URL('../../shared/photos', import.meta.url))}/jpeg`;

/** Returns JPEGs of 12 to 24 megapixels: the photo set if it is present, or one generated picture. */
export async function findLargePhotos(): Promise<Buffer[]> {
  if (!existsSync(folder)) return [await drawPhoto()];
  const found: Buffer[] = [];
  for (const name of await readdir(folder)) {
    const bytes = await readFile(`${folder}/${name}`);
    const { width = 0, height = 0 } = await sharp(bytes).metadata();
    if (width * height >= 12e6 && width * height <= 24.5e6) found.push(bytes);
  }
  return found;
}

/** Returns one photo of 24 megapixels. */
export async function find24Megapixels(): Promise<Buffer> {
  const path = `${folder}/abstract-24mp.jpg`;
  return existsSync(path) ? readFile(path) : drawPhoto();
}

const drawPhoto = () =>
  sharp({
    create: {
      width: 6000,
      height: 4000,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .jpeg({ quality: 88 })
    .toBuffer();

/** Makes a file with another checksum: decoders ignore bytes after the end of a JPEG. */
export const copyOf = (photo: Uint8Array, number: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat([photo, Buffer.from(`copy ${number}`)]));
