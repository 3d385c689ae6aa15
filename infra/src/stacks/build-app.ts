import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { App, type AppProps, RemovalPolicies, Tags, Validations } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Artefacts } from '../bundles/artefacts.ts';
import type { Deployment } from '../settings.ts';
import { EdgeStack } from './edge-stack.ts';
import { ServerlessStack } from './serverless-stack.ts';
import { ServersStack } from './servers-stack.ts';

/* What CDK advises new projects to have it do. */
const flags: Record<string, boolean> = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8'),
);

export const createApp = (props: AppProps = {}) => new App({ ...props, postCliContext: flags });

/** A deployment as stacks, held to the rules of AWS Solutions. */
export function buildApp(app: App, deployment: Deployment, artefacts: Artefacts) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  Tags.of(app).add('application', 'vitrine');
  Tags.of(app).add('shape', deployment.shape);
  // Logs go with their deployment, those that CDK keeps by itself included.
  RemovalPolicies.of(app).destroy({ applyToResourceTypes: [CfnLogGroup.CFN_RESOURCE_TYPE_NAME] });
  const edge = new EdgeStack(app, 'VitrineEdge', deployment);
  const props = { deployment, edge, artefacts };
  const gallery =
    deployment.shape === 'servers'
      ? new ServersStack(app, 'Vitrine', props)
      : new ServerlessStack(app, 'Vitrine', props);
  return { edge, gallery };
}
