import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { App, type AppProps, CfnOutput, RemovalPolicies, Tags, Validations } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Construct } from 'constructs';
import type { Artefacts } from '../bundles/artefacts.ts';
import { suppressCdkFindings } from '../nag/nag-suppressions.ts';
import { type Deployment, describeDatabase } from '../settings.ts';
import { EdgeStack } from './edge-stack.ts';
import { ServerlessStack } from './serverless-stack.ts';
import { ServersStack } from './servers-stack.ts';

/* The feature flags that the CDK recommends for new projects. */
const flags: Record<string, boolean> = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8'),
);

export const createApp = (props: AppProps = {}) => new App({ ...props, postCliContext: flags });

/** Adds the two stacks of a deployment to the app. Synthesis fails if they break a rule of AWS Solutions. */
export function buildApp(app: App, deployment: Deployment, artefacts: Artefacts) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  Tags.of(app).add('application', 'vitrine');
  Tags.of(app).add('shape', deployment.shape);
  // Removing a deployment deletes all logs, also those that the CDK would keep.
  RemovalPolicies.of(app).destroy({ applyToResourceTypes: [CfnLogGroup.CFN_RESOURCE_TYPE_NAME] });
  const edge = new EdgeStack(app, 'VitrineEdge', deployment);
  const props = { deployment, edge, artefacts };
  const main =
    deployment.shape === 'servers'
      ? new ServersStack(app, 'Vitrine', props)
      : new ServerlessStack(app, 'Vitrine', props);
  suppressCdkFindings(main);
  addOutputs(main, deployment, main.publicUrl);
  return { edge, main };
}

/** Adds the outputs that `npm run deploy` and `npm run destroy` read. */
function addOutputs(scope: Construct, deployment: Deployment, publicUrl: string): void {
  const outputs = {
    Address: { description: 'Public URL of the gallery', value: publicUrl },
    Rows: { description: 'Database, and the restore point or table', value: describeDatabase(deployment) },
    Identity: { description: 'Service that verifies passwords', value: deployment.identity },
  };
  for (const [name, output] of Object.entries(outputs)) new CfnOutput(scope, name, output);
}
