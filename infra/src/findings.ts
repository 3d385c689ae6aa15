import { type CfnElement, Stack, Token, Validations } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

/** Accepts one finding of cdk-nag's at one construct and below, with the reason: `accept(bucket, 'S1', 'It is …')`. */
export function accept(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** As cdk-nag names a permission on what lies in a bucket: `anyObject(bucket, 'assets/*')`. */
export const anyObject = (bucket: Bucket, pattern = '*'): string =>
  `IAM5[Resource::<${Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnElement)}.Arn>/${pattern}]`;

/** As cdk-nag names a permission on all that a service has of a kind: `anyOf(this, 'ses', 'identity')`. */
export function anyOf(scope: IConstruct, service: string, kind: string): string {
  const { partition, region } = Stack.of(scope);
  const known = Token.isUnresolved(partition) ? '<AWS::Partition>' : partition;
  return `IAM5[Resource::arn:${known}:${service}:${region}:<AWS::AccountId>:${kind}/*]`;
}
