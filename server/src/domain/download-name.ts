import type { ImageFormat } from './photo.ts';

const extensions: Record<ImageFormat, readonly [string, ...string[]]> = {
  jpeg: ['jpg', 'jpeg'],
  png: ['png'],
  gif: ['gif'],
  webp: ['webp'],
  avif: ['avif'],
  heic: ['heic', 'heif'],
  tiff: ['tif', 'tiff'],
};

/** The name to save a file under: no path, and with the extension of what it is, whatever it was called. */
export function downloadName(shownName: string, format: ImageFormat, suffix = ''): string {
  const fileName = shownName.replace(/[/\\]/gu, '_');
  const [, stem = fileName, extension = ''] = /^(.+)\.([^.]*)$/u.exec(fileName) ?? [];
  const known = extensions[format];
  const isRight = known.includes(extension.trim().toLowerCase());
  return isRight
    ? `${stem}${suffix}.${extension.trim()}`
    : `${fileName.replace(/[. ]+$/u, '')}${suffix}.${known[0]}`;
}
