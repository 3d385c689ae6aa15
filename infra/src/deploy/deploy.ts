// npm run deploy -- --shape serverless …
import { readFile } from 'node:fs/promises';
import { connectAws, findAccount } from './account/connect-aws.ts';
import { checksFor, examineAccount } from './account/examine-account.ts';
import { readArguments, usage } from './arguments.ts';
import { confirm, describeDeployment, printFailure, printFindings, printSkippedChecks } from './report.ts';
import { outputsFile, runSteps, stepsToDeploy } from './steps.ts';

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
    isRoom = printFindings(await examineAccount(aws, deployment)) || request.ignoresLimits;
  } else printSkippedChecks(checksFor(deployment));
  const goesOn = isRoom && (isDryRun || isConfirmed || (await confirm('Deploy it?')));
  if (!goesOn || !(await runSteps(stepsToDeploy(request, account), { isDryRun }))) process.exitCode = 1;
  else if (!isDryRun) console.log(`\nIt is at ${await readAddress()}`);
} catch (error) {
  printFailure(error, `npm run deploy --\n${usage}`);
}

async function readAddress(): Promise<string> {
  const outputs = JSON.parse(await readFile(outputsFile, 'utf8'));
  return outputs.Vitrine?.Address ?? `(see ${outputsFile})`;
}
