/** Temporary directory for one task. Disposing removes it with its files. */
export type ScratchDirectory = AsyncDisposable & { path: string };

export interface Scratch {
  create(): Promise<ScratchDirectory>;
  /** Creates a file in a scratch directory. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Hashes a file in a scratch directory. Returns hexadecimal. */
  sha256(path: string): Promise<string>;
}
