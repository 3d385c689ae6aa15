// What the CDK's own command line runs (cdk.json). Settings come as context: npm run deploy gives them.
import { locateArtefacts } from './bundles/artefacts.ts';
import { readDeployment } from './settings.ts';
import { buildApp, createApp } from './stacks/build-app.ts';

const app = createApp();
buildApp(
  app,
  readDeployment((name) => app.node.tryGetContext(name)),
  locateArtefacts(app.node.tryGetContext('artefacts')),
);
app.synth();
