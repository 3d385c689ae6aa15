import type { ImageProcessor } from '../../ports/images.ts';
import { defaultImageLimits, type ImageLimits } from './image-limits.ts';
import {
  type Confinement,
  type ConfinementOptions,
  confineWorkers,
  reportConfinement,
} from './process/confinement.ts';
import { createImagePool } from './process/image-pool.ts';
import { renderWithRetry } from './process/render-with-retry.ts';
import { type ImageLog, renderProgram, stripProgram } from './process/worker-process.ts';

export type SharpImagesOptions = {
  /** Number of pictures processed at once, each in its own process. */
  concurrency: number;
  limits?: Partial<ImageLimits>;
  log?: ImageLog;
  /** Environment variables that Node options to start, if it is not self-contained. */
  environment?: Readonly<Record<string, string>> | undefined;
  /** The folder that contains all pictures to process. Workers can access no other. */
  scratch?: string | undefined;
};

export function createSharpImages(options: SharpImagesOptions): ImageProcessor {
  const limits = { ...defaultImageLimits, ...options.limits };
  const { concurrency, environment, log } = options;
  const confine = confineOnce({ scratch: options.scratch, programPath: renderProgram, limits, environment });
  const shared = { limits, environment, log, confine };
  const pool = createImagePool({ ...shared, concurrency, programPath: renderProgram });
  // A pool of its own, so that downloads do not delay uploads.
  const strippers = createImagePool({ ...shared, concurrency: 1, programPath: stripProgram });

  return {
    render: (request, signal, onCpuTime) =>
      renderWithRetry(pool, { kind: 'render', request, limits }, signal, onCpuTime),

    async cropSquare(request, signal) {
      const answer = await pool.runTask({ kind: 'crop', ...request, limits }, signal);
      if (answer.kind !== 'crop')
        throw new Error(`Cropping failed: ${answer.kind === 'failed' ? answer.message : answer.kind}`);
    },

    async stripPrivateMetadata(request, signal) {
      const answer = await strippers.runTask({ kind: 'strip', ...request, limits }, signal);
      if (answer.kind === 'stripped') return;
      throw new Error(`Stripping failed: ${answer.kind === 'failed' ? answer.message : answer.kind}`);
    },

    describeConfinement: async () => reportConfinement(await confine()),

    async [Symbol.asyncDispose]() {
      await Promise.all([pool[Symbol.asyncDispose](), strippers[Symbol.asyncDispose]()]);
    },
  };
}

/** Detects the confinement once. Both worker programs are in one folder, so one result serves both. */
function confineOnce(options: ConfinementOptions): () => Promise<Confinement> {
  let confinement: Promise<Confinement> | undefined;
  return () => {
    confinement ??= confineWorkers(options);
    return confinement;
  };
}
