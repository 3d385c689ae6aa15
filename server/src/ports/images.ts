import type { AvatarCrop } from '../domain/account.ts';
import type { ImageFormat, PhotoMetadata } from '../domain/photo.ts';

/**
 * One size of the ladder. An image is fitted into `width` × `2·width` and never enlarged. A strip, more than twice
 * as long as wide, is fitted by its short side, within 25 megapixels and the limits of WebP.
 */
export type RenditionSize = {
  readonly width: number;
  readonly format: 'webp' | 'jpeg';
  /** Renders this size for still strips only. */
  readonly onlyStrips?: boolean;
};

export type RenderedFile = {
  width: number;
  height: number;
  format: 'webp' | 'jpeg';
  bytes: number;
  /** Absolute, inside the request's output directory. */
  path: string;
};

export type RenderRequest = {
  /** Absolute path of the original. Its name says nothing about its type. */
  sourcePath: string;
  /** An existing, empty directory that the caller removes. */
  outputDirectory: string;
  ladder: readonly RenditionSize[];
};

export type RenderedImage = {
  outcome: 'rendered';
  format: ImageFormat;
  /** Pixels, upright. */
  width: number;
  height: number;
  animated: boolean;
  frames: number;
  /** Base64 of https://evanw.github.io/thumbhash/ */
  thumbhash: string;
  /** Main colour, `#rrggbb`. Transparent images are laid over their background first. */
  color: string;
  renditions: RenderedFile[];
  metadata: PhotoMetadata;
};

/** `unsupported`: a format outside the list. `corrupt`: does not decode. `too-large`: beyond a limit. */
export type RefusedImage = {
  outcome: 'refused';
  reason: 'unsupported' | 'corrupt' | 'too-large';
  /** Sentence for the person who uploaded the file. */
  detail: string;
};

/** Vitrine could not render the image, although it rendered a sound one. `reason` is for the log. */
export type UndrawnImage = { outcome: 'undrawn'; reason: string };

/** Restrictions of the decoding processes on this machine: those in force, and those that are missing. */
export type ConfinementReport = { kept: string[]; open: string[] };

/** Reads untrusted image bytes, in processes of their own that are bounded in time and memory. */
export interface ImageProcessor extends AsyncDisposable {
  /**
   * Rejects on a fault of the machine. Calls `onSpent` with the processor time in milliseconds, however the
   * rendering ends.
   */
  render(
    request: RenderRequest,
    signal?: AbortSignal,
    onSpent?: (milliseconds: number) => void,
  ): Promise<RenderedImage | RefusedImage | UndrawnImage>;
  /** Writes a square part of a rendition as a WebP of `side` pixels. A part beyond the edge is moved inside. */
  cropSquare(
    request: { sourcePath: string; targetPath: string; crop: AvatarCrop; side: number },
    signal?: AbortSignal,
  ): Promise<void>;
  /**
   * Writes a sanitized copy: the same coded pixels, colour profile and orientation, without location, serial
   * numbers, comments, embedded thumbnails or any other private metadata.
   */
  stripPrivateMetadata(
    request: { sourcePath: string; format: ImageFormat; targetPath: string },
    signal?: AbortSignal,
  ): Promise<void>;
  describeConfinement(): Promise<ConfinementReport>;
}
