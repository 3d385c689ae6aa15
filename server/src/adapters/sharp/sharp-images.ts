import { fileURLToPath } from 'node:url';
import type { ImageProcessor, RefusedImage } from '../../ports/images.ts';
import { defaultImageLimits, type ImageLimits } from './image-limits.ts';
import { createImagePool } from './image-pool.ts';
import type { BrokenChild, ImageLog } from './supervised-child.ts';

export type SharpImagesOptions = {
  /** Pictures worked on at once, each in its own process. */
  concurrency: number;
  limits?: Partial<ImageLimits>;
  log?: ImageLog;
  /** What Node needs to start where it is not whole by itself. */
  environment?: Readonly<Record<string, string>> | undefined;
};

const renderChild = fileURLToPath(new URL('./render-child.ts', import.meta.url));
const stripChild = fileURLToPath(new URL('./strip-child.ts', import.meta.url));

export function createSharpImages(options: SharpImagesOptions): ImageProcessor {
  const limits = { ...defaultImageLimits, ...options.limits };
  const { concurrency, environment, log } = options;
  const shared = { limits, environment, log };
  const pool = createImagePool({ ...shared, concurrency, childPath: renderChild });
  // Downloads do not keep uploads waiting.
  const strippers = createImagePool({ ...shared, concurrency: 1, childPath: stripChild });

  return {
    async render(request, signal) {
      const answer = await pool.runTask({ kind: 'render', request, limits }, signal);
      if (answer.kind === 'rendered') return answer.image;
      if (answer.kind === 'broken') return refusals[answer.by];
      throw new Error(`Rendering failed: ${answer.kind === 'failed' ? answer.message : answer.kind}`);
    },

    async stripPrivateMetadata(request, signal) {
      const answer = await strippers.runTask({ kind: 'strip', ...request, limits }, signal);
      if (answer.kind === 'stripped') return;
      throw new Error(`Stripping failed: ${answer.kind === 'failed' ? answer.message : answer.kind}`);
    },

    async [Symbol.asyncDispose]() {
      await Promise.all([pool[Symbol.asyncDispose](), strippers[Symbol.asyncDispose]()]);
    },
  };
}

const refusals: Record<BrokenChild['by'], RefusedImage> = {
  time: { outcome: 'refused', reason: 'too-large', detail: 'The picture takes too long to decode.' },
  memory: { outcome: 'refused', reason: 'too-large', detail: 'The picture takes too much memory to decode.' },
  crash: { outcome: 'refused', reason: 'corrupt', detail: 'The picture is damaged.' },
};
