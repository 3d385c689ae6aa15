import type { Deployment } from '../../settings.ts';
import { type Check, type Finding, warning } from './check.ts';
import { checkSender, checkSending, checkZone } from './check-domain.ts';
import { checkFunctions, checksOfLimits } from './check-quotas.ts';
import { checkBootstrap, checkDeployedStack } from './check-stacks.ts';
import { checkTable } from './check-table.ts';
import { type Aws, AwsRefusal } from './connect-aws.ts';
import { type DeployedStack, readDeployedStack } from './stack.ts';

/** What is looked at in an account before a deployment, of all that a shape needs what an account is known to lack. */
export const checksFor = (deployment: Deployment): Check[] => [
  checkDeployedStack,
  checkBootstrap,
  ...(deployment.shape === 'servers' ? [] : [checkFunctions]),
  ...checksOfLimits(deployment),
  ...(deployment.table ? [checkTable] : []),
  checkSender,
  checkSending,
  ...(deployment.domain ? [checkZone] : []),
];

/** All that would make the deployment fail, and all that could not be found out, at once. */
export async function examineAccount(aws: Aws, deployment: Deployment): Promise<Finding[]> {
  // Where it cannot be read, the check of the same says so, and things are counted as for a first deployment.
  const standing = await readDeployedStack(aws, deployment.region).catch(
    (): DeployedStack | undefined => undefined,
  );
  const situation = { deployment, standing };
  const findings = await Promise.all(
    checksFor(deployment).map(({ what, look }) =>
      look(aws, situation).catch((error: unknown) => [warning(`Not found out: ${what}; ${whyNot(error)}`)]),
    ),
  );
  return findings.flat();
}

function whyNot(error: unknown): string {
  if (!(error instanceof AwsRefusal)) throw error;
  if (/AccessDenied|Unauthori[sz]ed|NotAuthorized/u.test(error.code))
    return `these credentials may not ask (${error.message}): have it allowed, or look for yourself.`;
  return `${error.message}: look for yourself, or try again.`;
}
