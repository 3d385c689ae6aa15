import { answerTasks } from './answer-tasks.ts';
import { configureSharp } from './configure-sharp.ts';
import { cutSquare } from './cut-square.ts';
import { proveSound } from './prove-sound.ts';
import { renderImage } from './render-image.ts';

configureSharp();
answerTasks(async (task) => {
  if (task.kind === 'render')
    return { kind: 'rendered', image: await renderImage(task.request, task.limits) };
  if (task.kind === 'cut') {
    await cutSquare(task);
    return { kind: 'cut' };
  }
  if (task.kind !== 'prove') throw new Error(`This process does not ${task.kind}.`);
  await proveSound(task.directory);
  return { kind: 'proven' };
});
