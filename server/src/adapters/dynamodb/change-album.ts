import type { Album } from '../../domain/album.ts';
import { AppError } from '../../domain/errors.ts';
import type { AlbumChange } from '../../ports/albums.ts';
import { albumAttributes, type Extent, toAlbum } from './album-item.ts';
import type { Table } from './table.ts';
import type { Key } from './table-shape.ts';
import { type Item, update, type Write, when } from './writes.ts';

/** Undefined where another write came between. */
export async function changeAlbumOnce(
  table: Table,
  key: Key,
  change: (album: Album) => Album,
): Promise<AlbumChange | undefined> {
  const item = await table.get(key);
  if (!item) return { outcome: 'absent' };
  const before = toAlbum(item);
  const after = change(before);
  if (after === before) return { outcome: 'changed', album: before };
  if (after.id !== before.id || after.ownerId !== before.ownerId)
    throw new AppError('internal', 'An album keeps its id and its owner.');
  return (await table.write(updateAlbum(item, after))) ? { outcome: 'changed', album: after } : undefined;
}

/**
 * Under the condition that it is as it was read. How many photos are in it is counted, as photos that are deleted
 * count without that condition.
 */
export function updateAlbum(item: Item, album: Album, { placeCount, ...ends }: Partial<Extent> = {}): Write {
  const version = Number(item.version);
  return update(
    item,
    {
      set: { ...albumAttributes(album), ...ends, version: version + 1 },
      ...(placeCount !== undefined && { add: { placeCount } }),
    },
    when('#version = :version', { version }),
  );
}
