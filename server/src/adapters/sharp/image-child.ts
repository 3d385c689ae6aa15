import { configureSharp } from './configure-sharp.ts';
import type { ImageAnswer, ImageTask } from './image-task.ts';
import { renderImage } from './render-image.ts';
import { stripMetadata } from './strip-metadata.ts';

// SIGKILL, as `process.exit` would wait for libvips to finish what it is at.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// Ctrl-C and service managers signal the whole group: the parent decides when this process ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

process.on('message', async (task: ImageTask) => {
  answer(await performTask(task).catch((error: unknown) => ({ kind: 'failed', message: String(error) })));
});

configureSharp();
answer({ kind: 'ready' });

async function performTask(task: ImageTask): Promise<ImageAnswer> {
  if (task.kind === 'render')
    return { kind: 'rendered', image: await renderImage(task.request, task.limits) };
  await stripMetadata(task);
  return { kind: 'stripped' };
}

function answer(message: ImageAnswer): void {
  process.send?.(message);
}
