import type { AvatarCrop } from '../domain/account.ts';
import type { ImageFormat, PhotoMetadata } from '../domain/photo.ts';

/**
 * One size of the ladder. A picture is fitted into `width` × `2·width` and never enlarged. One that is more than twice as
 * long as wide is fitted by its short side, within 25 megapixels and what WebP holds.
 */
export type RenditionSize = {
  readonly width: number;
  readonly format: 'webp' | 'jpeg';
  /** Only for stills of that shape, which one zooms into. */
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
  /** The main colour, `#rrggbb`; of a picture with transparency together with what it is laid over. */
  color: string;
  renditions: RenderedFile[];
  metadata: PhotoMetadata;
};

/** `unsupported`: not a format of the list. `corrupt`: claims to be one and does not decode. `too-large`: beyond a limit. */
export type RefusedImage = {
  outcome: 'refused';
  reason: 'unsupported' | 'corrupt' | 'too-large';
  /** A sentence for the person who uploaded the file. */
  detail: string;
};

/** Vitrine could not draw the picture, though it could draw a sound one then. `reason` is for the log. */
export type UndrawnImage = { outcome: 'undrawn'; reason: string };

/** Words for what the processes that decode pictures are kept from on this machine, and for what keeps them from nothing here. */
export type ConfinementReport = { kept: string[]; open: string[] };

/** Everything that reads untrusted image bytes: runs outside the server's own process, bounded in time and memory. */
export interface ImageProcessor extends AsyncDisposable {
  /**
   * Rejects where the machine is at fault. `onSpent` hears the milliseconds of processor time that went into it, however it
   * ends.
   */
  render(
    request: RenderRequest,
    signal?: AbortSignal,
    onSpent?: (milliseconds: number) => void,
  ): Promise<RenderedImage | RefusedImage | UndrawnImage>;
  /**
   * Writes a square part of one of our own renditions as a WebP of `side` pixels. `crop` is in thousandths, as
   * `AvatarCrop`; a part beyond the edge is moved inside.
   */
  cropSquare(
    request: { sourcePath: string; targetPath: string; crop: AvatarCrop; side: number },
    signal?: AbortSignal,
  ): Promise<void>;
  /**
   * Writes the twin that strangers may download: the same coded pixels, colour profile and orientation, without
   * place, serial numbers, comments, embedded thumbnails or any other private metadata.
   */
  stripPrivateMetadata(
    request: { sourcePath: string; format: ImageFormat; targetPath: string },
    signal?: AbortSignal,
  ): Promise<void>;
  describeConfinement(): Promise<ConfinementReport>;
}
