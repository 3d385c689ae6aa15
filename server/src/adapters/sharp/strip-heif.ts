import { copyRanges } from './copy-ranges.ts';
import { type HeifFile, type HeifItem, listBoxes, readHeifFile } from './heif-file.ts';

const privateItemTypes = new Set(['Exif', 'mime', 'uri ']);
/** Private boxes of cameras, leftovers, and the films of live pictures. */
const keptBoxes = new Set(['ftyp', 'meta', 'mdat']);

/**
 * Blanks in place, so that no offset changes: the data of private items and thumbnails, what lies unreferenced between
 * the pictures, and boxes of no known use. Orientation is safe, it is a property of the picture (`irot`, `imir`).
 */
export function stripHeif(bytes: Buffer): Buffer[] {
  const file = readHeifFile(bytes);
  if (!file) throw new Error('Not a HEIF file');
  const target = Buffer.from(bytes);
  const items = [...file.items.values()];
  const thumbnails = listThumbnails(file);
  const isPrivate = ({ id, type }: HeifItem) => privateItemTypes.has(type) || thumbnails.has(id);
  const kept = items.filter((item) => !isPrivate(item)).flatMap((item) => item.ranges);
  let end = 0;
  for (const box of listBoxes(bytes, 0, bytes.length)) {
    end = box.end;
    if (!keptBoxes.has(box.type)) target.write('free', box.start + 4, 'latin1');
    if (box.type !== 'ftyp' && box.type !== 'meta') target.fill(0, box.payload, box.end);
    if (box.type === 'meta') blankMeta(target, box.payload + 4, box.end);
  }
  copyRanges(bytes, target, kept);
  for (const item of items.filter(isPrivate)) hideItem(target, item);
  return [target.subarray(0, end)];
}

/** Pictures that are thumbnails of another, and the tiles these are made of. */
function listThumbnails({ references }: HeifFile): Set<number> {
  const thumbnails = new Set(references.filter(({ type }) => type === 'thmb').map(({ from }) => from));
  const tiles = references.filter(({ type, from }) => type === 'dimg' && thumbnails.has(from));
  return new Set([...thumbnails, ...tiles.flatMap(({ to }) => to)]);
}

/** Data within `meta` itself, and descriptions written by people (`udes`) among the properties. */
function blankMeta(target: Buffer, start: number, end: number): void {
  for (const box of listBoxes(target, start, end)) {
    if (box.type === 'idat') target.fill(0, box.payload, box.end);
    if (box.type === 'udes') target.fill(0, box.payload + 4, box.end);
    if (box.type === 'iprp' || box.type === 'ipco') blankMeta(target, box.payload, box.end);
  }
}

/** A reader that meets an Exif item full of zeros may call the file broken; a type nobody knows is passed over. */
function hideItem(target: Buffer, item: HeifItem): void {
  if (item.type === 'Exif' || item.type === 'mime') target.write('none', item.typeAt, 'latin1');
}
