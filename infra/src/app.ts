// What the CDK's own command line runs (cdk.json). Settings come as context: npm run deploy gives them.
import { locateArtefacts } from './artefacts.ts';
import { buildApp, createApp } from './build-app.ts';
import { readDeployment } from './settings.ts';

const app = createApp();
buildApp(
  app,
  readDeployment((name) => app.node.tryGetContext(name)),
  locateArtefacts(app.node.tryGetContext('artefacts')),
);
app.synth();
