import type { Deployment } from '../../settings.ts';
import { type Check, type Finding, warning } from './check.ts';
import { checkSender, checkSending, checkZone } from './check-domain.ts';
import { checkFunctions, quotaChecks } from './check-quotas.ts';
import { checkBootstrap, checkDeployedStack } from './check-stacks.ts';
import { checkTable } from './check-table.ts';
import { type Aws, AwsRefusal } from './connect-aws.ts';
import { type DeployedStack, readDeployedStack } from './stack.ts';

/** Returns the checks of an account that apply to a deployment. */
export const checksFor = (deployment: Deployment): Check[] => [
  checkDeployedStack,
  checkBootstrap,
  ...(deployment.shape === 'servers' ? [] : [checkFunctions]),
  ...quotaChecks(deployment),
  ...(deployment.table ? [checkTable] : []),
  checkSender,
  checkSending,
  ...(deployment.domain ? [checkZone] : []),
];

/** Runs all checks and returns their findings. A check that fails becomes a warning. */
export async function examineAccount(aws: Aws, deployment: Deployment): Promise<Finding[]> {
  // If this fails, checkDeployedStack reports it, and the other checks assume a first deployment.
  const standing = await readDeployedStack(aws, deployment.region).catch(
    (): DeployedStack | undefined => undefined,
  );
  const situation = { deployment, standing };
  const findings = await Promise.all(
    checksFor(deployment).map(({ what, look }) =>
      look(aws, situation).catch((error: unknown) => [
        warning(`Not found out: ${what}; ${explainFailure(error)}`),
      ]),
    ),
  );
  return findings.flat();
}

function explainFailure(error: unknown): string {
  if (!(error instanceof AwsRefusal)) throw error;
  if (/AccessDenied|Unauthori[sz]ed|NotAuthorized/u.test(error.code))
    return `these credentials may not ask (${error.message}): have it allowed, or look for yourself.`;
  return `${error.message}: look for yourself, or try again.`;
}
