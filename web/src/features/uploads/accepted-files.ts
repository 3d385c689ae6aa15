import { typesByExtension } from '@vitrine/contract/file-names.ts';
import { uploadTypes } from '@vitrine/contract/limits.ts';

/** For the browser's file dialog. */
export const acceptedFiles = [
  ...uploadTypes,
  ...Object.keys(typesByExtension).map((extension) => `.${extension}`),
].join(',');
