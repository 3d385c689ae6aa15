import { typeOfFileName, type UploadType } from '@vitrine/contract/file-names.ts';
import { maxUploadBytes, uploadTypes } from '@vitrine/contract/limits.ts';
import type { UploadReason } from './upload-error.ts';

export type FileFacts = Pick<File, 'name' | 'type' | 'size'>;
export type CheckedFile = { contentType: UploadType } | { refused: UploadReason };

/** Checks a file's type and size before anything is sent. */
export function checkFile(file: FileFacts): CheckedFile {
  const contentType = typeOf(file);
  if (!contentType) return { refused: 'type' };
  if (file.size === 0) return { refused: 'empty' };
  if (file.size > maxUploadBytes) return { refused: 'too-large' };
  return { contentType };
}

function typeOf({ name, type }: FileFacts): UploadType | undefined {
  const announced = uploadTypes.find((known) => known === type.toLowerCase());
  return announced ?? typeOfFileName(name);
}
