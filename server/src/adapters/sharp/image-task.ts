import type { ImageFormat } from '../../domain/photo.ts';
import type { ImageProcessor, RefusedImage, RenderedImage, RenderRequest } from '../../ports/images.ts';
import type { ImageLimits } from './image-limits.ts';

export type CutRequest = Parameters<ImageProcessor['cutSquare']>[0];

/** What the server's process asks of a child, over the IPC channel. */
export type ImageTask = { limits: ImageLimits } & (
  | { kind: 'render'; request: RenderRequest }
  /** Draws a picture that is sound for certain, and writes into the directory. */
  | { kind: 'prove'; directory: string }
  | ({ kind: 'cut' } & CutRequest)
  | { kind: 'strip'; sourcePath: string; format: ImageFormat; targetPath: string }
);

export type ImageAnswer =
  | { kind: 'ready' }
  | { kind: 'rendered'; image: RenderedImage | RefusedImage }
  | { kind: 'proven' }
  | { kind: 'cut' }
  | { kind: 'stripped' }
  /** Something was thrown that is no refusal. `code` is that of a failure of the system. */
  | { kind: 'failed'; message: string; code?: string };
