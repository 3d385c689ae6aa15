import { type Aws, AwsRefusal } from './connect-aws.ts';
import { readElement } from './read-element.ts';

export type StandingStack = { status: string; outputs: Map<string, string>; tags: Map<string, string> };

/** A stack as it stands, where it does. */
export async function readStack(aws: Aws, region: string, name: string): Promise<StandingStack | undefined> {
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
export const failedAtFirst = ({ status }: StandingStack): boolean =>
  status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED';

/** Vitrine, where it stands. */
export async function readStanding(aws: Aws, region: string): Promise<StandingStack | undefined> {
  const stack = await readStack(aws, region, 'Vitrine');
  return stack && failedAtFirst(stack) ? undefined : stack;
}

function readPairs(xml: string, key: string, value: string): Map<string, string> {
  const pairs = xml
    .split('<member>')
    .map((member) => [readElement(member, key), readElement(member, value)] as const)
    .filter((pair): pair is readonly [string, string] => pair[0] !== undefined && pair[1] !== undefined);
  return new Map(pairs);
}
