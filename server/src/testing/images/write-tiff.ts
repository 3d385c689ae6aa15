/** A TIFF whose pixels are all equal. */
export type PlainTiff = {
  photometric: number;
  bits: number;
  /** 1 is unsigned, 2 signed, 3 floating-point, 5 and 6 complex. */
  sampleFormat?: number | undefined;
  /** Samples of each pixel. */
  pixel: number[];
  /** Absent if the file does not describe its extra channels. */
  extras?: number[] | undefined;
  isPlanar?: boolean | undefined;
  isBigEndian?: boolean | undefined;
  compression?: number | undefined;
  subsampling?: [number, number];
  profile?: Buffer | undefined;
  side?: number;
};

type Field = [tag: number, type: number, values: number[] | Buffer];

const [short, long, bytes] = [3, 4, 7];

/** Writes TIFF 6.0 sections 2 and 8, which sharp cannot, in one strip or in one for each plane. */
export function writeTiff(tiff: PlainTiff): Buffer {
  const {
    photometric,
    bits,
    sampleFormat,
    pixel,
    extras,
    isPlanar = false,
    isBigEndian = false,
    side = 16,
  } = tiff;
  const samples = pixel.map((value) => writeSample(value, bits, sampleFormat ?? 1, isBigEndian));
  const strips = isPlanar
    ? samples.map((sample) => repeat(sample, side * side))
    : [repeat(Buffer.concat(samples), side * side)];
  const fields: Field[] = [
    [256, long, [side]],
    [257, long, [side]],
    [258, short, pixel.map(() => bits)],
    [259, short, [tiff.compression ?? 1]],
    [262, short, [photometric]],
    [273, long, strips.map(() => 0)],
    [277, short, [pixel.length]],
    [278, long, [side]],
    [279, long, strips.map((strip) => strip.length)],
    [284, short, [isPlanar ? 2 : 1]],
    ...(extras ? [[338, short, extras] as Field] : []),
    ...(sampleFormat ? [[339, short, pixel.map(() => sampleFormat)] as Field] : []),
    ...(tiff.subsampling ? [[530, short, tiff.subsampling] as Field] : []),
    ...(tiff.profile ? [[34_675, bytes, tiff.profile] as Field] : []),
  ];
  const headLength = writeHead(fields, isBigEndian).length;
  const offsets = strips.map((_, index) =>
    strips.slice(0, index).reduce((sum, strip) => sum + strip.length, headLength),
  );
  const placed = fields.map((field): Field => (field[0] === 273 ? [273, long, offsets] : field));
  return Buffer.concat([writeHead(placed, isBigEndian), ...strips]);
}

function writeHead(fields: Field[], isBigEndian: boolean): Buffer {
  const valuesAt = 8 + 2 + 12 * fields.length + 4;
  const directory = Buffer.alloc(valuesAt);
  directory.write(isBigEndian ? 'MM\0*' : 'II*\0', 'latin1');
  put(directory, 4, 4, 8, isBigEndian);
  put(directory, 8, 2, fields.length, isBigEndian);
  const distant: Buffer[] = [];
  let distantAt = valuesAt;
  for (const [index, [tag, type, values]] of fields.entries()) {
    const at = 10 + 12 * index;
    const content = Buffer.isBuffer(values)
      ? values
      : writeNumbers(values, type === short ? 2 : 4, isBigEndian);
    put(directory, at, 2, tag, isBigEndian);
    put(directory, at + 2, 2, type, isBigEndian);
    put(directory, at + 4, 4, values.length, isBigEndian);
    if (content.length <= 4) content.copy(directory, at + 8);
    else {
      put(directory, at + 8, 4, distantAt, isBigEndian);
      distant.push(content);
      distantAt += content.length;
    }
  }
  return Buffer.concat([directory, ...distant]);
}

function writeNumbers(values: number[], size: number, isBigEndian: boolean): Buffer {
  const content = Buffer.alloc(size * values.length);
  for (const [index, value] of values.entries()) put(content, size * index, size, value, isBigEndian);
  return content;
}

function put(target: Buffer, at: number, size: number, value: number, isBigEndian: boolean): void {
  isBigEndian ? target.writeUIntBE(value, at, size) : target.writeUIntLE(value, at, size);
}

function writeSample(value: number, bits: number, sampleFormat: number, isBigEndian: boolean): Buffer {
  const sample = Buffer.alloc(bits / 8);
  if (sampleFormat === 3) writeFloat(sample, value, isBigEndian);
  else if (bits <= 32) put(sample, 0, bits / 8, value < 0 ? value + 2 ** bits : value, isBigEndian);
  return sample;
}

function writeFloat(sample: Buffer, value: number, isBigEndian: boolean): void {
  const view = new DataView(sample.buffer, sample.byteOffset, sample.length);
  if (sample.length === 8) view.setFloat64(0, value, !isBigEndian);
  else if (sample.length === 4) view.setFloat32(0, value, !isBigEndian);
  else view.setFloat16(0, value, !isBigEndian);
}

function repeat(content: Buffer, count: number): Buffer {
  return Buffer.concat(Array<Buffer>(count).fill(content));
}
