import type { ImageFormat } from '../../../domain/photo.ts';
import type { ImageProcessor, RefusedImage, RenderedImage, RenderRequest } from '../../../ports/images.ts';
import type { ImageLimits } from '../image-limits.ts';

export type CropRequest = Parameters<ImageProcessor['cropSquare']>[0];

/** A task for a worker, sent over the IPC channel. */
export type ImageTask = { limits: ImageLimits } & (
  | { kind: 'render'; request: RenderRequest }
  /** Renders a known good picture and writes to the directory. */
  | { kind: 'self-test'; directory: string }
  | ({ kind: 'crop' } & CropRequest)
  | { kind: 'strip'; sourcePath: string; format: ImageFormat; targetPath: string }
);

export type ImageAnswer =
  | { kind: 'ready' }
  | { kind: 'rendered'; image: RenderedImage | RefusedImage }
  | { kind: 'self-tested' }
  | { kind: 'crop' }
  | { kind: 'stripped' }
  /** The task threw something other than a refusal. `code` is a system error code. */
  | { kind: 'failed'; message: string; code?: string };

/** Runs tasks that arrive over the IPC channel, one at a time, and sends back each result. */
export function runWorkerLoop(perform: (task: ImageTask) => Promise<ImageAnswer>): void {
  // SIGKILL, because `process.exit` waits for libvips to finish its work.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Ctrl-C and service managers signal the whole process group, but the parent decides when this process exits.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});

  process.on('message', async (task: ImageTask) => {
    answer(await perform(task).catch(describeFailure));
  });
  answer({ kind: 'ready' });
}

/** Returns the stack for the log: the error is a bug in Vitrine or a fault of the machine. */
function describeFailure(error: unknown): ImageAnswer {
  if (!(error instanceof Error)) return { kind: 'failed', message: String(error) };
  const { errno, code } = error as NodeJS.ErrnoException;
  const message = (error.stack ?? String(error)).slice(0, 2000);
  return { kind: 'failed', message, ...(errno !== undefined && code !== undefined && { code }) };
}

function answer(message: ImageAnswer): void {
  process.send?.(message);
}
