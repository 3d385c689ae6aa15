// The CDK's command line runs this file (cdk.json). Settings arrive as context; npm run deploy passes them.
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
