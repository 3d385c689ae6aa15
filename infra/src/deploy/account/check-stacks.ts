import { describeDatabase } from '../../settings.ts';
import { type Check, fatal, warning } from './check.ts';
import { failedOnCreate, readStack } from './stack.ts';

const name = 'CDKToolkit';

/** The CDK needs a bucket and roles in each region that it deploys to. */
export const checkBootstrap: Check = {
  what: `whether the account is prepared for the CDK (stack ${name})`,
  async look(aws, { deployment }) {
    const regions = [...new Set([deployment.region, 'us-east-1'])];
    const stacks = await Promise.all(
      regions.map(async (region) => ({ region, stack: await readStack(aws, region, name) })),
    );
    return stacks.flatMap(({ region, stack }) => {
      if (!stack)
        return [
          warning(
            `CDK, ${region}: the account is not prepared for it yet, which is done on the way; that takes an administrator’s credentials.`,
          ),
        ];
      return /^ROLLBACK_COMPLETE$|FAILED$/u.test(stack.status)
        ? [
            fatal(
              `CDK, ${region}: its stack ${name} is ${stack.status}; delete it in CloudFormation, and it is made anew.`,
            ),
          ]
        : [];
    });
  },
};

/**
 * A deployment replaces the one in its region. With another shape, or without repeating the restore point or table, it
 * would start with an empty database.
 */
export const checkDeployedStack: Check = {
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
    if (!stack || failedOnCreate(stack)) return [];
    const standing = stack.tags.get('shape') ?? shape;
    if (standing !== shape)
      return [
        fatal(
          `Vitrine stands in ${region} as ${standing}, and as ${shape} it would begin with nothing; say --shape ${standing}, or another --region.`,
        ),
      ];
    const rows = describeDatabase(deployment);
    const before = stack.outputs.get('Rows') ?? rows;
    // A new restore point or table replaces the previous one on purpose.
    const isMeant = before.startsWith(database) && (restoreFrom || table);
    if (before === rows || isMeant) return [];
    return [
      fatal(
        `Vitrine in ${region} has its rows in: ${before}. Deployed as ${rows} it would begin with nothing; say it again (--database, --restore-from, --table).`,
      ),
    ];
  },
};
