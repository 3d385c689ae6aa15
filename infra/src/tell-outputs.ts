import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Deployment, describeDatabase } from './settings.ts';

type OutputProps = { deployment: Deployment; publicUrl: string };

/** What `npm run deploy` reads again: the address at its end, and before the next one what must not be lost. */
export function addOutputs(scope: Construct, { deployment, publicUrl }: OutputProps): void {
  new CfnOutput(scope, 'Address', { description: 'Where people reach the gallery', value: publicUrl });
  new CfnOutput(scope, 'Rows', {
    description: 'What rows are in, and what that began with',
    value: describeDatabase(deployment),
  });
  new CfnOutput(scope, 'Identity', {
    description: 'What keeps passwords',
    value: deployment.identity,
  });
}
