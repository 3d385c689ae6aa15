import type { RefusedImage, RenderedImage, UndrawnImage } from '../../../ports/images.ts';
import type { ImagePool } from './image-pool.ts';
import type { ImageAnswer, ImageTask } from './worker-loop.ts';
import { type BrokenWorker, type OnCpuTime, WorkerEnded } from './worker-process.ts';

type RenderTask = Extract<ImageTask, { kind: 'render' }>;
/** `ended`: something beside Vitrine ended the process. */
type Answer = ImageAnswer | BrokenWorker | { kind: 'ended'; message: string };
type Outcome = RenderedImage | RefusedImage | UndrawnImage;

/** Milliseconds for what takes 50 on an ordinary machine. One that needs more is too busy to toOutcome a picture by its time. */
const selfTestDeadline = 2_000;
/* A picture whose process had the processor for more of its time than this was not kept waiting by the machine. */
const busyShare = 0.7;

/**
 * Draws a picture, and blames it only for what cannot be the machine's doing. Memory and limits do not depend on the machine.
 * What else goes wrong is the machine's fault, and rejects, where a picture that is sound cannot be drawn and written either:
 * libvips answers for a machine without threads or files left as it does for a damaged file, a full disk throws as a fault
 * of Vitrine's own does, and a machine that slept or has too much to do runs out of time.
 */
export async function renderWithRetry(
  pool: Pick<ImagePool, 'runTask'>,
  task: RenderTask,
  signal?: AbortSignal,
  onCpuTime?: OnCpuTime,
): Promise<Outcome> {
  const { limits } = task;
  let cpuTime = 0;
  const run = async (asked: ImageTask): Promise<Answer> => {
    try {
      return await pool.runTask(asked, signal, (milliseconds) => {
        cpuTime += milliseconds;
        onCpuTime?.(milliseconds);
      });
    } catch (error) {
      if (!(error instanceof WorkerEnded) || signal?.aborted) throw error;
      return { kind: 'ended', message: error.message };
    }
  };
  const first = await run(task);
  // Elsewhere nobody can be asked, and a machine that is busy would look like a picture that is slow.
  const isSlow = process.platform === 'linux' && cpuTime >= busyShare * limits.milliseconds;
  if (!isInconclusive(first, isSlow)) return toOutcome(first);
  const directory = task.request.outputDirectory;
  const proof = await run({
    kind: 'self-test',
    directory,
    limits: { ...limits, milliseconds: selfTestDeadline },
  });
  if (proof.kind !== 'self-tested')
    throw new Error(
      `A picture that is sound cannot be drawn either: ${describeAnswer(proof)}, after ${describeAnswer(first)}`,
    );
  if (first.kind === 'failed' || first.kind === 'ended') return { outcome: 'undrawn', reason: first.message };
  const longer = { ...limits, milliseconds: 2 * limits.milliseconds };
  const second = await run({ ...task, limits: longer });
  return second.kind === 'ended' ? { outcome: 'undrawn', reason: second.message } : toOutcome(second);
}

/* What the operating system says of the disk, the folder or its tables, whatever the picture is. */
const machineFaults = new Set([
  ...['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE'],
  ...['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'ENODEV', 'ESTALE'],
]);
const isMachineFault = (answer: Extract<ImageAnswer, { kind: 'failed' }>) =>
  answer.code !== undefined && machineFaults.has(answer.code);

/** Whether the machine may have answered in place of the picture. */
function isInconclusive(answer: Answer, isSlow: boolean): boolean {
  switch (answer.kind) {
    case 'rendered':
      return answer.image.outcome === 'refused' && answer.image.reason === 'corrupt';
    case 'broken':
      return answer.by === 'crash' || (answer.by === 'time' && !isSlow);
    case 'failed':
      return !isMachineFault(answer);
    default:
      return answer.kind === 'ended';
  }
}

function toOutcome(answer: Answer): Outcome {
  if (answer.kind === 'rendered') return answer.image;
  if (answer.kind === 'broken') return refusals[answer.by];
  if (answer.kind === 'failed' && !isMachineFault(answer))
    return { outcome: 'undrawn', reason: answer.message };
  throw new Error(`Rendering failed: ${describeAnswer(answer)}`);
}

function describeAnswer(answer: Answer): string {
  if (answer.kind === 'broken') return `broken by ${answer.by}`;
  return answer.kind === 'failed' || answer.kind === 'ended' ? answer.message : answer.kind;
}

const refusals: Record<BrokenWorker['by'], RefusedImage> = {
  time: { outcome: 'refused', reason: 'too-large', detail: 'The picture takes too long to decode.' },
  memory: { outcome: 'refused', reason: 'too-large', detail: 'The picture takes too much memory to decode.' },
  crash: { outcome: 'refused', reason: 'corrupt', detail: 'The picture is damaged.' },
};
