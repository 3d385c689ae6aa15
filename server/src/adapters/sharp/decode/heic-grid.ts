import type { HeifFile, HeifItem } from './heif-file.ts';

/** A picture in equal tiles, as phones and cameras write HEIC. `width` and `height` apply before the transformation. */
export type HeicGrid = {
  width: number;
  height: number;
  columns: number;
  tileIds: number[];
  transform: Transform;
};

/**
 * Maps grid pixels to the transformed picture: pixel (x, y) of the grid is pixel number `first + x * across + y *
 * down`. `width` and `height` apply after the transformation.
 */
type Transform = { width: number; height: number; first: number; across: number; down: number };

/**
 * Reads the grid of the primary picture: ISO/IEC 23008-12, 6.6.2.3. Returns `undefined` for a picture without tiles,
 * and for one with alpha, a crop or transformed tiles.
 */
export function readHeicGrid(bytes: Buffer, file: HeifFile): HeicGrid | undefined {
  const primary = file.items.get(file.primaryId);
  const data = primary?.type === 'grid' ? readStart(bytes, primary) : undefined;
  if (!primary || !data || hasTransparency(file)) return undefined;
  const [rows, columns] = [(data[2] ?? 0) + 1, (data[3] ?? 0) + 1];
  const isWide = ((data[1] ?? 0) & 1) === 1;
  if (data.length < (isWide ? 12 : 8)) return undefined;
  const width = isWide ? data.readUInt32BE(4) : data.readUInt16BE(4);
  const height = isWide ? data.readUInt32BE(8) : data.readUInt16BE(6);
  const tileIds =
    file.references.find(({ type, from }) => type === 'dimg' && from === file.primaryId)?.to ?? [];
  if (tileIds.length !== rows * columns || width < 1 || height < 1) return undefined;
  const isPlain = (id: number) =>
    file.items.get(id)?.properties.every(({ type }) => !transformTypes.has(type));
  const transform = readTransform(primary, { width, height });
  return transform && tileIds.every(isPlain) ? { width, height, columns, tileIds, transform } : undefined;
}

const transformTypes = new Set(['irot', 'imir', 'clap']);

function readStart(bytes: Buffer, { ranges }: HeifItem): Buffer | undefined {
  const [range] = ranges;
  return range && bytes.subarray(range.start, Math.min(range.end, range.start + 12));
}

/** Reads rotation and mirroring in file order (ISO/IEC 23008-12, 6.5.10 and 6.5.12) by tracking three corners. */
function readTransform(
  { properties }: HeifItem,
  size: { width: number; height: number },
): Transform | undefined {
  let { width, height } = size;
  let corners = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: 1 },
  ];
  for (const { type, payload } of properties) {
    const [value = 0] = payload;
    if (type === 'clap') return undefined;
    if (type === 'imir') {
      const [right, bottom] = [width - 1, height - 1];
      corners = corners.map(({ x, y }) => (value & 1 ? { x: right - x, y } : { x, y: bottom - y }));
    }
    for (let quarters = type === 'irot' ? value & 3 : 0; quarters > 0; quarters -= 1) {
      const right = width - 1;
      corners = corners.map(({ x, y }) => ({ x: y, y: right - x }));
      [width, height] = [height, width];
    }
  }
  const [first = 0, beside = 0, below = 0] = corners.map(({ x, y }) => y * width + x);
  return { width, height, first, across: beside - first, down: below - first };
}

/** Alpha planes in MPEG-B part 4 and in the HEVC annex. Other auxiliary pictures are depth maps and gain maps. */
const alphaNames = /auxiliary:alpha|auxid:1\b/;

function hasTransparency(file: HeifFile): boolean {
  return file.references.some(
    ({ type, from, to }) =>
      type === 'auxl' &&
      to.includes(file.primaryId) &&
      file.items
        .get(from)
        ?.properties.some(
          (property) => property.type === 'auxC' && alphaNames.test(property.payload.toString('latin1')),
        ),
  );
}

export type GridTile = { stride: number; width: number; height: number; data: Uint8Array };

/** Decodes one tile at a time and writes its pixels, 3 bytes each, to their final position. */
export function assembleTiles(
  { width, height, columns, tileIds, transform }: HeicGrid,
  decodeTile: (id: number, writeTile: (tile: GridTile) => void) => void,
): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(3 * width * height);
  let size: { width: number; height: number } | undefined;
  for (const [index, id] of tileIds.entries())
    decodeTile(id, (tile) => {
      size ??= { width: tile.width, height: tile.height };
      if (tile.width !== size.width || tile.height !== size.height) throw new Error('tiles of several sizes');
      const left = (index % columns) * size.width;
      const top = Math.floor(index / columns) * size.height;
      const count = Math.min(size.width, width - left);
      for (let row = 0; count > 0 && row < Math.min(size.height, height - top); row += 1) {
        const at = transform.first + left * transform.across + (top + row) * transform.down;
        writeRow(
          pixels,
          at,
          transform.across,
          tile.data.subarray(row * tile.stride, row * tile.stride + 3 * count),
        );
      }
    });
  return pixels;
}

function writeRow(pixels: Uint8Array, at: number, step: number, row: Uint8Array): void {
  if (step === 1) {
    pixels.set(row, 3 * at);
    return;
  }
  for (let from = 0, to = 3 * at; from < row.length; from += 3, to += 3 * step) {
    pixels[to] = row[from] ?? 0;
    pixels[to + 1] = row[from + 1] ?? 0;
    pixels[to + 2] = row[from + 2] ?? 0;
  }
}
