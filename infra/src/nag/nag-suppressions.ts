import { type CfnElement, Stack, Token, Validations } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

/** Accepts one finding of cdk-nag for a construct and its children: `suppressFinding(bucket, 'S1', 'It is …')`. */
export function suppressFinding(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** Returns cdk-nag's name for a permission on the objects of a bucket. */
export const wildcardObjectFinding = (bucket: Bucket, pattern = '*'): string =>
  `IAM5[Resource::<${Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnElement)}.Arn>/${pattern}]`;

/** Returns cdk-nag's name for a permission on all resources of a kind: `wildcardFinding(this, 'ses', 'identity')`. */
export function wildcardFinding(scope: IConstruct, service: string, kind: string): string {
  const { partition, region } = Stack.of(scope);
  const known = Token.isUnresolved(partition) ? '<AWS::Partition>' : partition;
  return `IAM5[Resource::arn:${known}:${service}:${region}:<AWS::AccountId>:${kind}/*]`;
}

const basicExecution =
  'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]';
const ownFunction = 'The CDK’s own function writes its log. It runs only during deployments.';

/* Functions that the CDK itself adds to a stack, by their construct names. */
const cdkFunctions: { name: RegExp; findings: Record<string, string> }[] = [
  {
    // AwsCustomResource reads the app client's secret from Cognito, and CloudFront's prefix list from EC2.
    name: /^AWS679f53fac002430cb0da5b7982bd2287$/u,
    findings: { [basicExecution]: ownFunction },
  },
  {
    name: /^LogRetention/u,
    findings: {
      [basicExecution]: ownFunction,
      'IAM5[Resource::*]': 'It sets the retention of logs that RDS creates under names unknown before.',
    },
  },
  { name: /^Custom::CDKBucketDeployment/u, findings: { L1: 'The CDK chooses the runtime of its function.' } },
];

/** Accepts the findings about functions that the CDK itself adds to a stack. */
export function suppressCdkFindings(stack: Stack): void {
  for (const child of stack.node.children) {
    const found = cdkFunctions.find(({ name }) => name.test(child.node.id));
    for (const [rule, reason] of Object.entries(found?.findings ?? {})) suppressFinding(child, rule, reason);
  }
}
