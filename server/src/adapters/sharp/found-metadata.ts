import type { PhotoMetadata } from '../../domain/photo.ts';

/** What one block of a file says. */
export type FoundMetadata = PhotoMetadata & {
  /** When it became a file: of a scan, long after it was taken. */
  digitizedAt?: string;
};
