import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HeicAnswer } from './heic-worker.ts';
import { ImageRefusal } from './image-refusal.ts';
import type { RawImage } from './opened-image.ts';

/**
 * Pixels of an HEVC-coded picture, upright, in its own colours. In a thread, as WebAssembly does not yield: this process
 * must stay able to notice that its parent is gone. A thread that does not start says nothing of the picture.
 */
export async function decodeHeic(bytes: Buffer): Promise<RawImage> {
  const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), { workerData: bytes });
  try {
    const [answer]: HeicAnswer[] = await once(worker, 'message');
    if (!answer || 'error' in answer)
      throw new ImageRefusal('corrupt', 'The picture is damaged or incomplete.', {
        cause: new Error(answer?.error),
      });
    const { width, height, channels, pixels } = answer;
    return { data: Buffer.from(pixels.buffer), info: { width, height, channels } };
  } finally {
    await worker.terminate();
  }
}
