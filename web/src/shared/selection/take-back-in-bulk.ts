import type { ApiProblem } from '../../api/api-problem.ts';
import { bulkProblem } from './bulk-problem.ts';
import { type BulkChange, changeInBulk } from './change-in-bulk.ts';

type Step = { photoIds: readonly string[]; change: BulkChange };

/** Takes back what was done to many photos: from all of them, or it fails. Where one step does, the others are made. */
export async function takeBackInBulk(steps: readonly Step[], change = changeInBulk): Promise<void> {
  let problem: ApiProblem | undefined;
  for (const step of steps) {
    const { failed } = await change(step.photoIds, step.change);
    if (failed.count > 0) problem ??= bulkProblem(failed, step.change.action);
  }
  if (problem) throw problem;
}
