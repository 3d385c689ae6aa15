/** A directory of its own for one piece of work; gone, with all in it, when disposed of. */
export type ScratchDirectory = AsyncDisposable & { path: string };

export interface Scratch {
  create(): Promise<ScratchDirectory>;
  /** Makes a file in a scratch directory. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Of a file in a scratch directory, hexadecimal. */
  sha256(path: string): Promise<string>;
}
