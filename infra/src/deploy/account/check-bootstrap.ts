import { type Check, fatal, warning } from './check.ts';
import { readStack } from './read-stack.ts';

const name = 'CDKToolkit';

/** The CDK has a bucket and roles of its own in each region that it deploys to. */
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
