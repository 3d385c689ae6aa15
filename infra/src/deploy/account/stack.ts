import type { Deployment } from '../../settings.ts';
import { describeDatabase } from '../../settings.ts';
import { type Aws, AwsRefusal, readElement, readPages } from './connect-aws.ts';

export type DeployedStack = { status: string; outputs: Map<string, string>; tags: Map<string, string> };

/** Reads a stack. Returns `undefined` if it does not exist. */
export async function readStack(aws: Aws, region: string, name: string): Promise<DeployedStack | undefined> {
  const answer = await aws
    .query({ service: 'cloudformation', region }, '2010-05-15', 'DescribeStacks', { StackName: name })
    .catch((error: unknown) => {
      if (error instanceof AwsRefusal && error.code === 'ValidationError') return '';
      throw error;
    });
  const status = readElement(answer, 'StackStatus');
  // A stack that has only a change set does not exist yet.
  if (!status || status === 'REVIEW_IN_PROGRESS') return undefined;
  return {
    status,
    outputs: readPairs(answer, 'OutputKey', 'OutputValue'),
    tags: readPairs(answer, 'Key', 'Value'),
  };
}

/** The first deployment failed, and the stack holds only what could not be deleted. */
export const failedOnCreate = ({ status }: DeployedStack): boolean =>
  status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED';

/** Reads the main stack of a successful deployment. */
export async function readDeployedStack(aws: Aws, region: string): Promise<DeployedStack | undefined> {
  const stack = await readStack(aws, region, 'Vitrine');
  return stack && failedOnCreate(stack) ? undefined : stack;
}

function readPairs(xml: string, key: string, value: string): Map<string, string> {
  const pairs = xml
    .split('<member>')
    .map((member) => [readElement(member, key), readElement(member, value)] as const)
    .filter((pair): pair is readonly [string, string] => pair[0] !== undefined && pair[1] !== undefined);
  return new Map(pairs);
}

type StackResource = { type: string; id: string };

/** Lists the resources of a stack by type and physical id. Returns an empty list if there is no such stack. */
export async function listResources(aws: Aws, region: string, stack: string): Promise<StackResource[]> {
  const pages = await readPages(
    (mark) =>
      aws.query({ service: 'cloudformation', region }, '2010-05-15', 'ListStackResources', {
        StackName: stack,
        ...(mark && { NextToken: mark }),
      }),
    'NextToken',
  ).catch((error: unknown) => {
    if (error instanceof AwsRefusal && error.code === 'ValidationError') return [];
    throw error;
  });
  return pages
    .flatMap((page) => page.split('<member>').slice(1))
    .filter((member) => readElement(member, 'ResourceStatus') !== 'DELETE_COMPLETE')
    .map((member) => ({
      type: readElement(member, 'ResourceType') ?? '',
      id: readElement(member, 'PhysicalResourceId') ?? '',
    }));
}

/** Compares a stack with the requested deployment, in the options that decide where data is. One line each. */
export function findDifferences({ tags, outputs }: DeployedStack, deployment: Deployment): string[] {
  const compared = [
    { option: '--shape', before: tags.get('shape'), now: deployment.shape },
    {
      option: '--database, --restore-from or --table',
      before: outputs.get('Rows'),
      now: describeDatabase(deployment),
    },
    { option: '--identity', before: outputs.get('Identity'), now: deployment.identity },
  ];
  return compared
    .filter(({ before, now }) => before !== undefined && before !== now)
    .map(({ option, before, now }) => `${option}: it stands as “${before}”, and “${now}” was said`);
}
