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

/** Returns a file name without a path, and with the extension of the actual format. */
export function downloadName(shownName: string, format: ImageFormat, suffix = ''): string {
  const fileName = shownName.replace(/[/\\]/gu, '_');
  const [, stem = fileName, extension = ''] = /^(.+)\.([^.]*)$/u.exec(fileName) ?? [];
  const known = extensions[format];
  const isRight = known.includes(extension.trim().toLowerCase());
  return isRight
    ? `${stem}${suffix}.${extension.trim()}`
    : `${fileName.replace(/[. ]+$/u, '')}${suffix}.${known[0]}`;
}

/**
 * Returns the `Content-Disposition` of a download (RFC 6266 §5): the name in ASCII for old clients, and in full in the
 * encoding of RFC 8187. No character of the name can end the value or begin another header.
 */
export function attachmentHeader(name: string): string {
  const printable = name.toWellFormed().replace(/\p{Cc}/gu, '');
  const ascii = printable.replace(/[^\x20-\x7e]|["\\%/]/gu, '_');
  // RFC 8187 §3.2.1: these four are not `attr-char`, but encodeURIComponent keeps them.
  const encoded = encodeURIComponent(printable).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
