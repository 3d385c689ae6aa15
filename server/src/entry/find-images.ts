import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { uploadTypes } from '@vitrine/contract/limits.ts';
import { CommandError } from './command-error.ts';

export type ImageFile = {
  path: string;
  name: string;
  contentType: (typeof uploadTypes)[number];
  bytes: number;
};
export type FoundImages = {
  images: ImageFile[];
  /** Files that are not pictures by their name. */
  others: string[];
};

/** What a name says; what a file is, the server reads from its bytes. */
const typesByExtension: Record<string, ImageFile['contentType']> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.jpe': 'image/jpeg',
  '.png': 'image/png',
  '.apng': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.heic': 'image/heic',
  '.heif': 'image/heif',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
};

/** Pictures among files and below folders, in order of path. Hidden files and symbolic links in folders are passed over. */
export async function findImages(paths: readonly string[]): Promise<FoundImages> {
  const found: FoundImages = { images: [], others: [] };
  for (const path of paths) await look(path, found);
  return found;
}

async function look(path: string, found: FoundImages): Promise<void> {
  const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new CommandError(`There is no ${path}.`, 2) : error;
  });
  if (!status.isDirectory()) {
    const contentType = typesByExtension[extname(path).toLowerCase()];
    if (contentType && status.isFile())
      found.images.push({ path, name: basename(path), contentType, bytes: status.size });
    else found.others.push(path);
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries)
    if (!entry.name.startsWith('.') && (entry.isFile() || entry.isDirectory()))
      await look(join(path, entry.name), found);
}
