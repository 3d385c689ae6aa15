// npm run deploy -- --shape serverless …
import { readFile } from 'node:fs/promises';
import { connectAws } from './account/connect-aws.ts';
import { checksFor, examineAccount } from './account/examine-account.ts';
import { confirm } from './confirm.ts';
import { describeDeployment } from './describe-deployment.ts';
import { findAccount } from './find-account.ts';
import { readArguments, usage } from './read-arguments.ts';
import { runSteps } from './run-steps.ts';
import { outputsFile, stepsToDeploy } from './steps.ts';
import { tellFailure } from './tell-failure.ts';
import { tellFindings, tellUnseen } from './tell-findings.ts';

try {
  const request = readArguments(process.argv.slice(2));
  const { deployment, isDryRun, isConfirmed } = request;
  const { region } = deployment;
  const aws = isDryRun ? undefined : await connectAws(region, process.env.AWS_ENDPOINT_URL);
  const account = aws ? await findAccount(aws, region) : 'ACCOUNT';
  console.log(describeDeployment(deployment));
  let isRoom = true;
  if (aws) {
    console.log(`\nIn the account ${account}.`);
    isRoom = tellFindings(await examineAccount(aws, deployment)) || request.ignoresLimits;
  } else tellUnseen(checksFor(deployment));
  const goesOn = isRoom && (isDryRun || isConfirmed || (await confirm('Deploy it?')));
  if (!goesOn || !(await runSteps(stepsToDeploy(request, account), { isDryRun }))) process.exitCode = 1;
  else if (!isDryRun) console.log(`\nIt is at ${await readAddress()}`);
} catch (error) {
  tellFailure(error, `npm run deploy --\n${usage}`);
}

async function readAddress(): Promise<string> {
  const outputs = JSON.parse(await readFile(outputsFile, 'utf8'));
  return outputs.Vitrine?.Address ?? `(see ${outputsFile})`;
}
