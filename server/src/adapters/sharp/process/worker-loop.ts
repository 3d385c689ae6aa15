import type { ImageFormat } from '../../../domain/photo.ts';
import type { ImageProcessor, RefusedImage, RenderedImage, RenderRequest } from '../../../ports/images.ts';
import type { ImageLimits } from '../image-limits.ts';

/** What every worker process does: tasks come over the IPC channel one at a time, and each is answered there. */
export function runWorkerLoop(perform: (task: ImageTask) => Promise<ImageAnswer>): void {
  // SIGKILL, as `process.exit` would wait for libvips to finish what it is at.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Ctrl-C and service managers signal the whole group: the parent decides when this process ends.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});

  process.on('message', async (task: ImageTask) => {
    answer(await perform(task).catch(describeFailure));
  });
  answer({ kind: 'ready' });
}

/** The stack is for the log: such an error is Vitrine's own, or the machine's. */
function describeFailure(error: unknown): ImageAnswer {
  if (!(error instanceof Error)) return { kind: 'failed', message: String(error) };
  const { errno, code } = error as NodeJS.ErrnoException;
  const message = (error.stack ?? String(error)).slice(0, 2000);
  return { kind: 'failed', message, ...(errno !== undefined && code !== undefined && { code }) };
}

function answer(message: ImageAnswer): void {
  process.send?.(message);
}

export type CropRequest = Parameters<ImageProcessor['cropSquare']>[0];

/** What the server's process asks of a worker, over the IPC channel. */
export type ImageTask = { limits: ImageLimits } & (
  | { kind: 'render'; request: RenderRequest }
  /** Draws a picture that is sound for certain, and writes into the directory. */
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
  /** Something was thrown that is no refusal. `code` is that of a failure of the system. */
  | { kind: 'failed'; message: string; code?: string };
