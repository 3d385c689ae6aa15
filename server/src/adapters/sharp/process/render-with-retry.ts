import type { RefusedImage, RenderedImage, UndrawnImage } from '../../../ports/images.ts';
import type { ImagePool } from './image-pool.ts';
import type { ImageAnswer, ImageTask } from './worker-loop.ts';
import { type BrokenWorker, type OnCpuTime, WorkerEnded } from './worker-process.ts';

type RenderTask = Extract<ImageTask, { kind: 'render' }>;
/** `ended`: something other than Vitrine ended the process. */
type Answer = ImageAnswer | BrokenWorker | { kind: 'ended'; message: string };
type Outcome = RenderedImage | RefusedImage | UndrawnImage;

/**
 * Milliseconds for a test that takes 50 on an ordinary machine. A slower machine is too busy to judge a picture by
 * time.
 */
const selfTestDeadline = 2_000;
/* A worker that used more than this share of its time limit was slow by itself, not delayed by the machine. */
const busyShare = 0.7;

/**
 * Renders a picture and refuses it only for faults of its own. On a doubtful failure, renders a known good picture
 * first: if that fails too, the machine is at fault and the call rejects, so that the job runs again later. Without
 * threads or file handles, libvips reports a damaged file; a busy machine exceeds the time limit.
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
  // Other platforms do not report CPU time, so a busy machine would look like a slow picture.
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
      `A good picture cannot be rendered either: ${describeAnswer(proof)}, after ${describeAnswer(first)}`,
    );
  if (first.kind === 'failed' || first.kind === 'ended') return { outcome: 'undrawn', reason: first.message };
  const longer = { ...limits, milliseconds: 2 * limits.milliseconds };
  const second = await run({ ...task, limits: longer });
  return second.kind === 'ended' ? { outcome: 'undrawn', reason: second.message } : toOutcome(second);
}

/* System errors about the disk, the folder or resources, independent of the picture. */
const machineFaults = new Set([
  ...['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE'],
  ...['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'ENODEV', 'ESTALE'],
]);
const isMachineFault = (answer: Extract<ImageAnswer, { kind: 'failed' }>) =>
  answer.code !== undefined && machineFaults.has(answer.code);

/** Returns true if the failure may come from the machine and not from the picture. */
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
