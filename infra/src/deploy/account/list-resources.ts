import { type Aws, AwsRefusal } from './connect-aws.ts';
import { readElement } from './read-element.ts';
import { readPages } from './read-pages.ts';

export type StackResource = { type: string; id: string };

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
