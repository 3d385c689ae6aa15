import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { makeJpeg } from '../images/make-jpeg.ts';
import { writeHeicGrid } from '../images/write-heic-grid.ts';
import type { Expectation, PhotoSet, SetEntry } from './photo-set.ts';

const [width, height] = [96, 64];
const takenAt = '2024-06-01T10:00:00+05:45';
const exif = {
  IFD0: { Make: 'Vitrine', Model: 'One' },
  IFD2: {
    DateTimeOriginal: '2024:06:01 10:00:00',
    OffsetTimeOriginal: '+05:45',
    BodySerialNumber: '4711-serial',
  },
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '33/1 51/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '151/1 12/1 0/1',
  },
};
const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';

const plain: Expectation = {
  outcome: 'accept',
  ...{ width, height, animated: false, frames: 1 },
  ...{ taken_at: null, lat: null, lon: null },
};
const located: Expectation = { ...plain, taken_at: takenAt, lat: -33.85, lon: 151.2 };
const refused: Expectation = { outcome: 'reject' };

type GeneratedFile = [file: string, format: string, bytes: Uint8Array, expect: Expectation];

/** Writes a handful of small files of each kind, with private metadata, to a temporary folder. */
export async function writeGeneratedSet(): Promise<PhotoSet & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-generated-set-'));
  const files = await generateFiles();
  const entries: SetEntry[] = [];
  for (const [file, format, bytes, expect] of files) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), bytes);
    entries.push({ file, format, bytes: bytes.byteLength, expect });
  }
  return {
    directory,
    entries,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

async function generateFiles(): Promise<GeneratedFile[]> {
  const photo = sharp(await makeJpeg({ width, height })).withExif(exif);
  const frames = await Promise.all([0, 120, 240].map((hue) => makeJpeg({ width, height, hue })));
  const animation = sharp(frames, { join: { animated: true } });
  const animated = { ...plain, animated: true, frames: frames.length };
  const jpeg = await photo.clone().jpeg().toBuffer();
  return [
    ['jpeg/private-1.jpg', 'jpeg', await writePrivateJpeg(300), located],
    ['jpeg/private-2.jpg', 'jpeg', await writePrivateJpeg(330), located],
    ['jpeg/cut-short.jpg', 'jpeg', jpeg.subarray(0, jpeg.length / 2), refused],
    ['jpeg/empty.jpg', 'jpeg', new Uint8Array(), refused],
    ['png/photo.png', 'png', await photo.clone().png().toBuffer(), located],
    ['webp/photo.webp', 'webp', await photo.clone().webp().toBuffer(), located],
    ['webp/animated.webp', 'webp', await animation.clone().webp().toBuffer(), animated],
    ['gif/animated.gif', 'gif', await animation.clone().gif().toBuffer(), animated],
    ['avif/photo.avif', 'avif', await photo.clone().avif({ effort: 0 }).toBuffer(), located],
    ['tiff/plain.tif', 'tiff', await sharp(jpeg).tiff().toBuffer(), plain],
    [
      'heic/turned.heic',
      'heic',
      writeHeicGrid({ width: 600, height: 400, turn: { type: 'irot', value: 1 } }),
      { ...plain, width: 400, height: 600 },
    ],
    ['other/document.pdf', 'pdf', Buffer.from('%PDF-1.7\n%%EOF\n'), refused],
    ['other/drawing.svg', 'svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), refused],
    ...(await generateOrientations('landscape', { width, height })),
    ...(await generateOrientations('portrait', { width: height, height: width })),
  ];
}

/** Returns a JPEG with Exif, XMP, a script in a comment and a video after the end of the image. */
async function writePrivateJpeg(hue: number): Promise<Buffer> {
  const bytes = await sharp(await makeJpeg({ width, height, hue }))
    .withExif(exif)
    .withXmp(xmp)
    .jpeg()
    .toBuffer();
  const script = Buffer.from('\xff\xfe\0\x11<script>alert()', 'latin1');
  const video = Buffer.from('\0\0\0\x18ftypmp42', 'latin1');
  return Buffer.concat([bytes.subarray(0, 2), script, bytes.subarray(2), video]);
}

type Size = { width: number; height: number };

/** Inverts each Exif orientation, to get the stored pixels. sharp mirrors before it rotates, in any order of calls. */
const inverses: readonly ((picture: Sharp) => Sharp)[] = [
  (picture) => picture,
  (picture) => picture.flop(),
  (picture) => picture.rotate(180),
  (picture) => picture.flip(),
  (picture) => picture.flop().rotate(270),
  (picture) => picture.rotate(270),
  (picture) => picture.flop().rotate(90),
  (picture) => picture.rotate(90),
];

async function generateOrientations(name: string, size: Size): Promise<GeneratedFile[]> {
  const upright = await makeJpeg(size);
  return Promise.all(
    inverses.map(async (invert, index): Promise<GeneratedFile> => {
      const pixels = await invert(sharp(upright)).png().toBuffer();
      const bytes = await sharp(pixels)
        .withMetadata({ orientation: index + 1 })
        .jpeg({ quality: 95 })
        .toBuffer();
      return [`orientation/${name}-${index + 1}.jpg`, 'jpeg', bytes, { ...plain, ...size }];
    }),
  );
}
