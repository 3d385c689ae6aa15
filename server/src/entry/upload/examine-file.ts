import { open } from 'node:fs/promises';
import { maxUploadBytes } from '@vitrine/contract/limits.ts';
import { describeExcessBytes, examineHead, headerBytes } from '@vitrine/contract/picture-header.ts';
import type { ImageFile } from '../find-images.ts';

/** Why the server would refuse the file, as far as its size and its start show. `undefined` if nothing speaks against it. */
export async function findRefusal({ path, bytes }: ImageFile): Promise<string | undefined> {
  if (bytes === 0) return 'The file is empty.';
  if (bytes > maxUploadBytes) return describeExcessBytes(bytes);
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headerBytes), position: 0 });
  const examined = examineHead(buffer.subarray(0, bytesRead));
  return 'refusal' in examined ? examined.refusal : undefined;
}
