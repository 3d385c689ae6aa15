import type { RefusedImage, RenderedImage } from '../../ports/images.ts';
import type { ImagePool } from './image-pool.ts';
import type { ImageTask } from './image-task.ts';
import type { BrokenChild } from './supervised-child.ts';

type RenderTask = Extract<ImageTask, { kind: 'render' }>;

/**
 * Calls a picture corrupt only where it is refused twice, and one that is sound was drawn in between: libvips answers
 * for a machine that has no threads or files left as it does for a damaged file. Rejects where the machine is at fault.
 */
export async function renderFairly(
  pool: Pick<ImagePool, 'runTask'>,
  task: RenderTask,
  signal?: AbortSignal,
): Promise<RenderedImage | RefusedImage> {
  const first = await render(pool, task, signal);
  if (first.outcome === 'rendered' || first.reason !== 'corrupt') return first;
  const proof = await pool.runTask({ kind: 'prove', limits: task.limits }, signal);
  if (proof.kind === 'proven') return render(pool, task, signal);
  const reason = proof.kind === 'failed' ? proof.message : proof.kind;
  throw new Error(`A picture that is sound cannot be drawn either: ${reason}`);
}

async function render(pool: Pick<ImagePool, 'runTask'>, task: RenderTask, signal: AbortSignal | undefined) {
  const answer = await pool.runTask(task, signal);
  if (answer.kind === 'rendered') return answer.image;
  if (answer.kind === 'broken') return refusals[answer.by];
  throw new Error(`Rendering failed: ${answer.kind === 'failed' ? answer.message : answer.kind}`);
}

const refusals: Record<BrokenChild['by'], RefusedImage> = {
  time: { outcome: 'refused', reason: 'too-large', detail: 'The picture takes too long to decode.' },
  memory: { outcome: 'refused', reason: 'too-large', detail: 'The picture takes too much memory to decode.' },
  crash: { outcome: 'refused', reason: 'corrupt', detail: 'The picture is damaged.' },
};
