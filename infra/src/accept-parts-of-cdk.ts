import type { Stack } from 'aws-cdk-lib';
import { accept } from './findings.ts';

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
export function acceptPartsOfCdk(stack: Stack): void {
  for (const child of stack.node.children) {
    const part = parts.find(({ name }) => name.test(child.node.id));
    for (const [rule, reason] of Object.entries(part?.findings ?? {})) accept(child, rule, reason);
  }
}
