import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { partBytesOf } from '@vitrine/contract/limits.ts';
import type { FileChecksums } from './run-upload.ts';

type Sizes = {
  partBytes?: number;
  /** Web Crypto is faster, but needs the whole file in memory. Larger files are hashed in parts. */
  wholeBytes?: number;
};

/** Hashes a file and each of its parts; returns `undefined` if cancelled. */
export async function hashFile(
  file: Blob,
  isCancelled: () => boolean,
  { partBytes = partBytesOf(file.size), wholeBytes = 64 * 1024 * 1024 }: Sizes = {},
): Promise<FileChecksums | undefined> {
  if (file.size <= wholeBytes && 'subtle' in crypto) return hashWhole(await file.arrayBuffer(), partBytes);
  const whole = sha256.create();
  const parts: string[] = [];
  for (let start = 0; start < file.size; start += partBytes) {
    if (isCancelled()) return undefined;
    const part = new Uint8Array(await file.slice(start, start + partBytes).arrayBuffer());
    whole.update(part);
    parts.push(await digest(part));
  }
  return { sha256: bytesToHex(whole.digest()), parts };
}

async function hashWhole(bytes: ArrayBuffer, partBytes: number): Promise<FileChecksums> {
  const whole = await digest(new Uint8Array(bytes));
  const parts: string[] = [];
  for (let start = 0; start < bytes.byteLength; start += partBytes) {
    const length = Math.min(partBytes, bytes.byteLength - start);
    parts.push(length === bytes.byteLength ? whole : await digest(new Uint8Array(bytes, start, length)));
  }
  return { sha256: whole, parts };
}

/* Browsers disable Web Crypto on pages without TLS. */
async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!('subtle' in crypto)) return bytesToHex(sha256(bytes));
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
