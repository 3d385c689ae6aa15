import sharp from 'sharp';

type Look = { width?: number; height?: number; hue?: number; exif?: Record<string, Record<string, string>> };

/** Creates a small picture. Different hues give different files. */
export async function makeJpeg({
  width = 640,
  height = 480,
  hue = 0,
  exif,
}: Look = {}): Promise<Uint8Array<ArrayBuffer>> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue} 60% 70%)"/>
    <stop offset="1" stop-color="hsl(${(hue + 60) % 360} 70% 30%)"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/><circle cx="30%" cy="30%" r="10%" fill="#fff"/></svg>`;
  const image = sharp(Buffer.from(svg)).jpeg({ quality: 80 });
  if (exif) image.withExif(exif);
  return new Uint8Array(await image.toBuffer());
}

/** Creates a picture with a file of about `bytes` bytes, padded with comments. */
export async function makeLongJpeg(bytes: number, look: Look = {}): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await makeJpeg(look);
  const startOfImage = picture.subarray(0, 2);
  const comments: Buffer[] = [];
  for (let left = bytes - picture.byteLength; left > 4; ) {
    const length = Math.min(0xffff + 2, left);
    const comment = Buffer.alloc(length, comments.length % 251);
    comment.writeUInt16BE(0xfffe, 0);
    comment.writeUInt16BE(length - 2, 2);
    comments.push(comment);
    left -= length;
  }
  return new Uint8Array(Buffer.concat([startOfImage, ...comments, picture.subarray(2)]));
}
