// npm run deploy -- --shape serverless …
import { readFile } from 'node:fs/promises';
import { confirm } from './confirm.ts';
import { describeDeployment } from './describe-deployment.ts';
import { findAccount } from './find-account.ts';
import { readArguments, usage } from './read-arguments.ts';
import { runSteps } from './run-steps.ts';
import { outputsFile, stepsToDeploy } from './steps.ts';
import { tellFailure } from './tell-failure.ts';

try {
  const request = readArguments(process.argv.slice(2));
  const { deployment, isDryRun, isConfirmed } = request;
  const account = isDryRun
    ? 'ACCOUNT'
    : await findAccount(deployment.region, process.env.AWS_ENDPOINT_URL_STS);
  console.log(describeDeployment(deployment));
  console.log(isDryRun ? '\nA dry run: nothing is asked of AWS.' : `\nIn the account ${account}.`);
  const goesOn = isDryRun || isConfirmed || (await confirm('Deploy it?'));
  if (!goesOn || !(await runSteps(stepsToDeploy(request, account), { isDryRun }))) process.exitCode = 1;
  else if (!isDryRun) console.log(`\nIt is at ${await readAddress()}`);
} catch (error) {
  tellFailure(error, `npm run deploy --\n${usage}`);
}

async function readAddress(): Promise<string> {
  const outputs = JSON.parse(await readFile(outputsFile, 'utf8'));
  return outputs.Vitrine?.Address ?? `(see ${outputsFile})`;
}
