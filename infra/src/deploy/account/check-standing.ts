import { describeRows } from '../../settings.ts';
import { type Check, fatal } from './check.ts';
import { failedAtFirst, readStack } from './read-stack.ts';

/**
 * A deployment takes the place of the one that stands in its region. Of another shape, or without what its rows began with
 * being said again, it would begin with nothing.
 */
export const checkStanding: Check = {
  what: 'what is deployed there already (stack Vitrine)',
  async look(aws, { deployment }) {
    const { shape, region, database, restoreFrom, table } = deployment;
    const stack = await readStack(aws, region, 'Vitrine');
    if (stack?.status === 'ROLLBACK_FAILED')
      return [
        fatal(
          `Vitrine in ${region} is ${stack.status}: a first deployment failed, and something of it refused to go, as a database does; npm run destroy with the same options, and then deploy again.`,
        ),
      ];
    if (!stack || failedAtFirst(stack)) return [];
    const standing = stack.tags.get('shape') ?? shape;
    if (standing !== shape)
      return [
        fatal(
          `Vitrine stands in ${region} as ${standing}, and as ${shape} it would begin with nothing; say --shape ${standing}, or another --region.`,
        ),
      ];
    const rows = describeRows(deployment);
    const before = stack.outputs.get('Rows') ?? rows;
    // What is restored now is meant to take the place of what was before.
    const isMeant = before.startsWith(database) && (restoreFrom || table);
    if (before === rows || isMeant) return [];
    return [
      fatal(
        `Vitrine in ${region} has its rows in: ${before}. Deployed as ${rows} it would begin with nothing; say it again (--database, --restore-from, --table).`,
      ),
    ];
  },
};
