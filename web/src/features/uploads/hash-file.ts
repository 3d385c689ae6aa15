import { partBytesOf } from '@vitrine/contract/limits.ts';
import type { FileChecksums } from './run-upload.ts';
import { createSha256 } from './sha256.ts';

type Sizes = {
  partBytes?: number;
  /** Web Crypto is faster but needs the whole file in memory; larger files are hashed in parts. */
  wholeBytes?: number;
};

/** Hashes a file and each of its parts; returns `undefined` if cancelled. */
export async function hashFile(
  file: Blob,
  isCancelled: () => boolean,
  { partBytes = partBytesOf(file.size), wholeBytes = 64 * 1024 * 1024 }: Sizes = {},
): Promise<FileChecksums | undefined> {
  if (file.size <= wholeBytes && 'subtle' in crypto) return hashWhole(await file.arrayBuffer(), partBytes);
  const whole = createSha256();
  const parts: string[] = [];
  for (let start = 0; start < file.size; start += partBytes) {
    if (isCancelled()) return undefined;
    const part = new Uint8Array(await file.slice(start, start + partBytes).arrayBuffer());
    whole.update(part);
    parts.push(await digest(part));
  }
  return { sha256: whole.digest(), parts };
}

async function hashWhole(bytes: ArrayBuffer, partBytes: number): Promise<FileChecksums> {
  const sha256 = await digest(new Uint8Array(bytes));
  const parts: string[] = [];
  for (let start = 0; start < bytes.byteLength; start += partBytes) {
    const length = Math.min(partBytes, bytes.byteLength - start);
    parts.push(length === bytes.byteLength ? sha256 : await digest(new Uint8Array(bytes, start, length)));
  }
  return { sha256, parts };
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if ('subtle' in crypto) {
    const found = await crypto.subtle.digest('SHA-256', bytes);
    return [...new Uint8Array(found)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  const hash = createSha256();
  hash.update(bytes);
  return hash.digest();
}
