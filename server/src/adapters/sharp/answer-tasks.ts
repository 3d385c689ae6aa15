import type { ImageAnswer, ImageTask } from './image-task.ts';

/** What every child process does: tasks come over the IPC channel one at a time, and each is answered there. */
export function answerTasks(perform: (task: ImageTask) => Promise<ImageAnswer>): void {
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
