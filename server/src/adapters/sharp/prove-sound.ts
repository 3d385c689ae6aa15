import sharp from 'sharp';

const side = 1024;

/** Runs in the child process: encodes and decodes a picture that is sound, or throws what keeps this machine from it. */
export async function proveSound(): Promise<void> {
  const blank = { width: side, height: side, channels: 3, background: '#808080' } as const;
  const picture = await sharp({ create: blank }).jpeg().toBuffer();
  await sharp(picture, { failOn: 'error' })
    .resize(side / 2)
    .webp({ effort: 0 })
    .toBuffer();
}
