import { answerTasks } from './answer-tasks.ts';
import { configureSharp } from './configure-sharp.ts';
import { renderImage } from './render-image.ts';

configureSharp();
answerTasks(async (task) => {
  if (task.kind !== 'render') throw new Error(`This process does not ${task.kind}.`);
  return { kind: 'rendered', image: await renderImage(task.request, task.limits) };
});
