import { type Deployment, describeRows } from '../../settings.ts';
import type { StandingStack } from './read-stack.ts';

/**
 * Where what was said is not what stands, in words. Of two deployments that differ in this, each keeps data that the other knows
 * nothing of.
 */
export function findDifferences({ tags, outputs }: StandingStack, deployment: Deployment): string[] {
  const compared = [
    { option: '--shape', before: tags.get('shape'), now: deployment.shape },
    {
      option: '--database, --restore-from or --table',
      before: outputs.get('Rows'),
      now: describeRows(deployment),
    },
    { option: '--identity', before: outputs.get('Identity'), now: deployment.identity },
  ];
  return compared
    .filter(({ before, now }) => before !== undefined && before !== now)
    .map(({ option, before, now }) => `${option}: it stands as “${before}”, and “${now}” was said`);
}
