/** One field of a directory. Its value lies within the file; fields that point elsewhere are skipped. */
export type TiffField = {
  tag: number;
  type: number;
  count: number;
  at: number;
  valueAt: number;
  valueLength: number;
};

export type TiffDirectory = { at: number; fields: Map<number, TiffField>; nextAt: number };

/** Reads directories of a TIFF file or an Exif block: TIFF 6.0, section 2; Exif 2.32, 4.6. */
export type TiffReader = {
  firstAt: number;
  readDirectory(at: number): TiffDirectory | undefined;
  readNumbers(field: TiffField | undefined, maximum?: number): number[];
  /** Numerator divided by denominator; `NaN` if the denominator is zero. */
  readRationals(field: TiffField | undefined): number[];
  readBytes(field: TiffField | undefined): Buffer;
};

const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
/** Limits the numbers read from a field. Callers that read TIFF strips pass a higher limit. */
const maximumNumbers = 64;
/**
 * Limits the fields of a directory. Real ones have a few dozen; many overlapping fields would take far more memory
 * than the file.
 */
const maximumFields = 1000;

export function openTiff(bytes: Buffer): TiffReader | undefined {
  if (bytes.length < 8) return undefined;
  const mark = bytes.toString('latin1', 0, 4);
  if (mark !== 'II*\0' && mark !== 'MM\0*') return undefined;
  const isLittle = mark.startsWith('I');
  const read16 = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const read32 = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const readSigned32 = (at: number) => (isLittle ? bytes.readInt32LE(at) : bytes.readInt32BE(at));

  function readField(at: number): TiffField | undefined {
    const type = read16(at + 2);
    const count = read32(at + 4);
    const valueLength = (typeSizes[type] ?? 0) * count;
    const valueAt = valueLength <= 4 ? at + 8 : read32(at + 8);
    if (valueLength === 0 || valueAt + valueLength > bytes.length) return undefined;
    return { tag: read16(at), type, count, at, valueAt, valueLength };
  }

  function readNumber({ type, valueAt }: TiffField, index: number): number {
    if (type === 3) return read16(valueAt + 2 * index);
    if (type === 4 || type === 13) return read32(valueAt + 4 * index);
    return bytes[valueAt + index] ?? 0;
  }

  return {
    firstAt: read32(4),

    readDirectory(at) {
      if (at < 8 || at + 2 > bytes.length || read16(at) > maximumFields) return undefined;
      const fields = new Map<number, TiffField>();
      let fieldAt = at + 2;
      for (let left = read16(at); left > 0 && fieldAt + 12 <= bytes.length; left -= 1, fieldAt += 12) {
        const field = readField(fieldAt);
        if (field && !fields.has(field.tag)) fields.set(field.tag, field);
      }
      return { at, fields, nextAt: fieldAt + 4 <= bytes.length ? read32(fieldAt) : 0 };
    },

    readNumbers(field, maximum = maximumNumbers) {
      if (!field || ![1, 3, 4, 7, 13].includes(field.type)) return [];
      const length = Math.min(field.count, maximum);
      return Array.from({ length }, (_, index) => readNumber(field, index));
    },

    readRationals(field) {
      if (!field || (field.type !== 5 && field.type !== 10)) return [];
      const readPart = field.type === 5 ? read32 : readSigned32;
      return Array.from({ length: Math.min(field.count, maximumNumbers) }, (_, index) => {
        const denominator = readPart(field.valueAt + 8 * index + 4);
        return denominator === 0 ? Number.NaN : readPart(field.valueAt + 8 * index) / denominator;
      });
    },

    readBytes(field) {
      return field ? bytes.subarray(field.valueAt, field.valueAt + field.valueLength) : Buffer.alloc(0);
    },
  };
}
