/** A HEIF file with one picture. */
export type HeifPicture = {
  brand: string;
  /** The coding of the picture: `hvc1`, `av01`, `unci` … */
  type: string;
  width: number;
  height: number;
  data: Buffer;
  /** The properties of the picture in order: type and content. */
  properties: [type: string, content: Buffer][];
};

/** Writes the boxes of ISO/IEC 23008-12 around a coded picture. */
export function writeHeif({ brand, type, width, height, data, properties }: HeifPicture): Buffer {
  const kind = Buffer.from(type, 'latin1');
  const size = writeFullBox('ispe', numbers(4, width, height));
  const all = [size, ...properties.map(([name, content]) => writeBox(name, content))];
  const indexes = all.map((_, index) => index + 1);
  const describe = (dataAt: number) =>
    writeFullBox(
      'meta',
      writeFullBox('hdlr', Buffer.from('\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1')),
      writeFullBox('pitm', numbers(2, 1)),
      writeFullBox('iloc', numbers(1, 0x44, 0), numbers(2, 1, 1, 0, 1), numbers(4, dataAt, data.length)),
      writeFullBox(
        'iinf',
        numbers(2, 1),
        writeVersionedBox(2, 'infe', numbers(2, 1, 0), kind, Buffer.alloc(1)),
      ),
      writeBox(
        'iprp',
        writeBox('ipco', ...all),
        writeFullBox('ipma', numbers(4, 1), numbers(2, 1), numbers(1, indexes.length, ...indexes)),
      ),
    );
  const start = writeBox('ftyp', Buffer.from(`${brand}\0\0\0\0mif1${brand}miaf`, 'latin1'));
  const dataAt = start.length + describe(0).length + 8;
  return Buffer.concat([start, describe(dataAt), writeBox('mdat', data)]);
}

/** Writes colour properties by the code points of ITU-T H.273. */
export function writeNclx(primaries: number, transfer: number, matrix: number, isFullRange = true): Buffer {
  return Buffer.concat([
    Buffer.from('nclx'),
    numbers(2, primaries, transfer, matrix),
    numbers(1, isFullRange ? 0x80 : 0),
  ]);
}

export function writeBox(type: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([numbers(4, 8 + content.length), Buffer.from(type, 'latin1'), content]);
}

const writeFullBox = (type: string, ...parts: Buffer[]) => writeVersionedBox(0, type, ...parts);

function writeVersionedBox(version: number, type: string, ...parts: Buffer[]): Buffer {
  return writeBox(type, numbers(1, version, 0, 0, 0), ...parts);
}

/** Writes big-endian numbers of `size` bytes each. */
export function numbers(size: number, ...values: number[]): Buffer {
  const bytes = Buffer.alloc(size * values.length);
  for (const [index, value] of values.entries()) bytes.writeUIntBE(value, size * index, size);
  return bytes;
}
