import type { RefusedImage, RenderedImage } from '../../ports/images.ts';
import type { ImagePool } from './image-pool.ts';
import type { ImageAnswer, ImageTask } from './image-task.ts';
import type { BrokenChild } from './supervised-child.ts';

type RenderTask = Extract<ImageTask, { kind: 'render' }>;
type Answer = ImageAnswer | BrokenChild;

/** Milliseconds for what takes 50 on an ordinary machine. One that needs more is too busy to judge a picture by its time. */
const proofDeadline = 2_000;

/**
 * Blames a picture only where it fails twice, the second time with twice the time, and one that is sound was drawn in
 * between: libvips answers for a machine that has no threads or files left as it does for a damaged file, and one that
 * slept or has too much to do runs out of time. What the header says needs no second look. Rejects where the machine is at
 * fault.
 */
export async function renderFairly(
  pool: Pick<ImagePool, 'runTask'>,
  task: RenderTask,
  signal?: AbortSignal,
): Promise<RenderedImage | RefusedImage> {
  const { limits } = task;
  const first = await pool.runTask(task, signal);
  if (!isDoubtful(first)) return judge(first);
  const proof = await pool.runTask(
    { kind: 'prove', limits: { ...limits, milliseconds: proofDeadline } },
    signal,
  );
  if (proof.kind !== 'proven')
    throw new Error(`A picture that is sound cannot be drawn either: ${inWords(proof)}`);
  const longer = { ...limits, milliseconds: 2 * limits.milliseconds };
  return judge(await pool.runTask({ ...task, limits: longer }, signal));
}

/** Whether the machine may have answered in place of the picture. */
function isDoubtful(answer: Answer): boolean {
  if (answer.kind !== 'rendered') return answer.kind === 'broken';
  return answer.image.outcome === 'refused' && answer.image.reason === 'corrupt';
}

function judge(answer: Answer): RenderedImage | RefusedImage {
  if (answer.kind === 'rendered') return answer.image;
  if (answer.kind === 'broken') return refusals[answer.by];
  throw new Error(`Rendering failed: ${inWords(answer)}`);
}

function inWords(answer: Answer): string {
  if (answer.kind === 'broken') return `broken by ${answer.by}`;
  return answer.kind === 'failed' ? answer.message : answer.kind;
}

const refusals: Record<BrokenChild['by'], RefusedImage> = {
  time: { outcome: 'refused', reason: 'too-large', detail: 'The picture takes too long to decode.' },
  memory: { outcome: 'refused', reason: 'too-large', detail: 'The picture takes too much memory to decode.' },
  crash: { outcome: 'refused', reason: 'corrupt', detail: 'The picture is damaged.' },
};
