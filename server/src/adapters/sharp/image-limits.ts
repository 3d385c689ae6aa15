import {
  maxAnimatedPixels,
  maxFrames,
  maxPictureSide,
  maxPixels,
  maxUploadBytes,
} from '@vitrine/contract/limits.ts';

/** What one original may cost. Beyond it the file is refused as `too-large`. */
export type ImageLimits = {
  /** Size of the file. */
  bytes: number;
  /** Width × height of a still picture, or of one frame. The kind of picture may lower it. */
  pixels: number;
  /** Width or height alone. */
  side: number;
  frames: number;
  /** Width × height × frames of an animated picture. */
  animatedPixels: number;
  /**
   * Wall clock of one task, after which the child process is killed. A picture that breaks it because the machine was busy is
   * tried once more with twice as much.
   */
  milliseconds: number;
  /** Resident memory of one child process, beyond which it is killed. */
  memoryBytes: number;
};

export const defaultImageLimits: ImageLimits = {
  bytes: maxUploadBytes,
  pixels: Math.max(...Object.values(maxPixels)),
  side: maxPictureSide,
  frames: maxFrames,
  animatedPixels: maxAnimatedPixels,
  milliseconds: 90_000,
  memoryBytes: 1_000_000_000,
};
