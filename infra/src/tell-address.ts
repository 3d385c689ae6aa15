import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What `npm run deploy` prints at its end. */
export function tellAddress(scope: Construct, publicUrl: string): void {
  new CfnOutput(scope, 'Address', { description: 'Where people reach the gallery', value: publicUrl });
}
