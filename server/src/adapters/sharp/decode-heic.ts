import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HeicAnswer, HeicRequest } from './heic-worker.ts';
import { type RawImage, refuseImage } from './opened-image.ts';

/** Samples of 8 bits, or of 16 where that was asked for and the file has more than 8. */
export type HeicPicture = RawImage & { isDeep: boolean };

/**
 * Decodes a picture coded by HEVC: upright, in its own colours. It runs in a thread, as WebAssembly does not yield and this
 * process must notice that its parent ended. A thread that does not start says nothing about the picture.
 */
export async function decodeHeic(bytes: Buffer, { isDeep = false } = {}): Promise<HeicPicture> {
  const request: HeicRequest = { bytes, isDeep };
  const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), { workerData: request });
  try {
    const [answer]: HeicAnswer[] = await once(worker, 'message');
    if (!answer || 'error' in answer) return await refuseImage(new Error(answer?.error), 'HEIC');
    const { width, height, channels, pixels } = answer;
    return { data: Buffer.from(pixels.buffer), info: { width, height, channels }, isDeep: answer.isDeep };
  } finally {
    await worker.terminate();
  }
}
