import { typesByExtension } from '@vitrine/contract/file-names.ts';
import { uploadTypes } from '@vitrine/contract/limits.ts';

/** The `accept` attribute of file inputs. */
export const acceptedFiles = [
  ...uploadTypes,
  ...Object.keys(typesByExtension).map((extension) => `.${extension}`),
].join(',');
