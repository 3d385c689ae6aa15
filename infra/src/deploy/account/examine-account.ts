import type { Deployment } from '../../settings.ts';
import { type Check, type Finding, warning } from './check.ts';
import { checkBootstrap } from './check-bootstrap.ts';
import { checkFunctions } from './check-functions.ts';
import { checkSender, checkSending } from './check-mail.ts';
import { checkStanding } from './check-standing.ts';
import { checkTable } from './check-table.ts';
import { checkZone } from './check-zone.ts';
import { type Aws, AwsRefusal } from './connect-aws.ts';
import { checksOfLimits } from './count-limits.ts';
import { readStanding, type StandingStack } from './read-stack.ts';

/** What is looked at in an account before a deployment, of all that a shape needs what an account is known to lack. */
export const checksFor = (deployment: Deployment): Check[] => [
  checkStanding,
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
  const standing = await readStanding(aws, deployment.region).catch(
    (): StandingStack | undefined => undefined,
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
