import { type CfnElement, Stack, Token, Validations } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

const basicExecution =
  'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]';

/* By how the names of their constructs begin. They run while it is deployed and then no more. */
const parts: { name: RegExp; findings: Record<string, string> }[] = [
  {
    // AwsCustomResource: asks Cognito for the app client's secret, and EC2 for CloudFront's addresses.
    name: /^AWS679f53fac002430cb0da5b7982bd2287$/u,
    findings: { [basicExecution]: 'CDK’s own function, which writes its log and runs at deployments alone.' },
  },
  {
    name: /^LogRetention/u,
    findings: {
      [basicExecution]: 'CDK’s own function, which writes its log and runs at deployments alone.',
      'IAM5[Resource::*]':
        'It sets how long logs are kept that RDS makes by itself, whose names are not known before.',
    },
  },
  {
    name: /^Custom::CDKBucketDeployment/u,
    findings: { L1: 'CDK chooses the runtime of its own function.' },
  },
];

/** Accepts what is found at the functions that CDK itself adds to a stack. Nothing of Vitrine's is among them. */
export function suppressCdkFindings(stack: Stack): void {
  for (const child of stack.node.children) {
    const part = parts.find(({ name }) => name.test(child.node.id));
    for (const [rule, reason] of Object.entries(part?.findings ?? {})) suppressFinding(child, rule, reason);
  }
}

/** Accepts one finding of cdk-nag's at one construct and below, with the reason: `suppressFinding(bucket, 'S1', 'It is …')`. */
export function suppressFinding(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** As cdk-nag names a permission on what lies in a bucket: `wildcardObjectFinding(bucket, 'assets/*')`. */
export const wildcardObjectFinding = (bucket: Bucket, pattern = '*'): string =>
  `IAM5[Resource::<${Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnElement)}.Arn>/${pattern}]`;

/** As cdk-nag names a permission on all that a service has of a kind: `wildcardFinding(this, 'ses', 'identity')`. */
export function wildcardFinding(scope: IConstruct, service: string, kind: string): string {
  const { partition, region } = Stack.of(scope);
  const known = Token.isUnresolved(partition) ? '<AWS::Partition>' : partition;
  return `IAM5[Resource::arn:${known}:${service}:${region}:<AWS::AccountId>:${kind}/*]`;
}
