import { answerTasks } from './answer-tasks.ts';
import { stripMetadata } from './strip-metadata.ts';

/* Apart from rendering: it begins without libvips, and is there where that is not. */
answerTasks(async (task) => {
  if (task.kind !== 'strip') throw new Error(`This process does not ${task.kind}.`);
  await stripMetadata(task);
  return { kind: 'stripped' };
});
