import { uploadTypes } from '@vitrine/contract/limits.ts';

export type UploadType = (typeof uploadTypes)[number];

/** Some browsers know no type for these, or another name for it. */
export const typesByExtension: Record<string, UploadType> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jpe: 'image/jpeg',
  jfif: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  heif: 'image/heif',
  hif: 'image/heif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

/** For the browser's file dialog. */
export const acceptedFiles = [
  ...uploadTypes,
  ...Object.keys(typesByExtension).map((extension) => `.${extension}`),
].join(',');
