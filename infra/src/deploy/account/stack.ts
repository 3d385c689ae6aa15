import type { Deployment } from '../../settings.ts';
import { describeDatabase } from '../../settings.ts';
import { type Aws, AwsRefusal } from './connect-aws.ts';
import { readElement } from './read-element.ts';
import { readPages } from './read-pages.ts';

export type DeployedStack = { status: string; outputs: Map<string, string>; tags: Map<string, string> };

/** A stack as it stands, where it does. */
export async function readStack(aws: Aws, region: string, name: string): Promise<DeployedStack | undefined> {
  const answer = await aws
    .query({ service: 'cloudformation', region }, '2010-05-15', 'DescribeStacks', { StackName: name })
    .catch((error: unknown) => {
      if (error instanceof AwsRefusal && error.code === 'ValidationError') return '';
      throw error;
    });
  const status = readElement(answer, 'StackStatus');
  // What was only looked at, as a change set, is not there.
  if (!status || status === 'REVIEW_IN_PROGRESS') return undefined;
  return {
    status,
    outputs: readPairs(answer, 'OutputKey', 'OutputValue'),
    tags: readPairs(answer, 'Key', 'Value'),
  };
}

/** Whether all that is there is what a first deployment that failed could not take with it. */
export const failedOnCreate = ({ status }: DeployedStack): boolean =>
  status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED';

/** Vitrine, where it stands. */
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

/** What a stack is made of, where there is one: each by its type and the id that its service knows it by. */
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

/**
 * Where what was said is not what stands, in words. Of two deployments that differ in this, each keeps data that the other knows
 * nothing of.
 */
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
