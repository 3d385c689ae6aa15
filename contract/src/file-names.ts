import type { uploadTypes } from './limits.ts';

/* No imports but types: the command line and browsers load this too. */

export type UploadType = (typeof uploadTypes)[number];

/** Type by extension. A name is only a hint: the server reads the type from the bytes. */
export const typesByExtension: Readonly<Record<string, UploadType>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jpe: 'image/jpeg',
  jfif: 'image/jpeg',
  jif: 'image/jpeg',
  pjpeg: 'image/jpeg',
  pjp: 'image/jpeg',
  png: 'image/png',
  apng: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  avifs: 'image/avif',
  heic: 'image/heic',
  heics: 'image/heic',
  heif: 'image/heif',
  heifs: 'image/heif',
  hif: 'image/heif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

/** The type that a file name announces, or `undefined` if Vitrine does not take files of that name. */
export function typeOfFileName(name: string): UploadType | undefined {
  const extension = /[^/\\]\.([^./\\]+)$/u.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(typesByExtension, extension) ? typesByExtension[extension] : undefined;
}

/* In lower case. Names that begin with a dot are junk as well and need no entry. */
const junkNames = new Set([
  // Synology, QNAP: thumbnails, recycle bins, snapshots.
  '@eadir',
  '@tmp',
  '@recycle',
  '@recently-snapshot',
  '#recycle',
  '#snapshot',
  // Windows.
  '$recycle.bin',
  'recycler',
  'system volume information',
  'thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  // macOS: archives, shared volumes, folder icons.
  '__macosx',
  'network trash folder',
  'temporary items',
  'icon\r',
  // Linux file systems.
  'lost+found',
  // Programs.
  'zbthumbnail.info',
  'picasa.ini',
]);

/**
 * Matches files and folders that systems and programs create: thumbnails, recycle bins, hidden files. Applies to the
 * contents of folders, not to files that a person names.
 */
export const isFolderJunk = (name: string) => name.startsWith('.') || junkNames.has(name.toLowerCase());

const natural = new Intl.Collator('en', { numeric: true });

/** Natural order of paths: `p2` before `p10`, a folder's files together. The same order wherever it is computed. */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let depth = 0; depth < Math.min(left.length, right.length); depth += 1) {
    const [one = '', other = ''] = [left[depth], right[depth]];
    const order = natural.compare(one, other) || (one === other ? 0 : one < other ? -1 : 1);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
