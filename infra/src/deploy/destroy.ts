// npm run destroy -- --shape serverless …
import { type Deployment, DeploymentError } from '../settings.ts';
import { type Aws, AwsRefusal, connectAws, findAccount } from './account/connect-aws.ts';
import { type DeployedStack, findDifferences, readDeployedStack } from './account/stack.ts';
import { readArguments, usage } from './arguments.ts';
import { confirm, printFailure } from './report.ts';
import { runSteps, stepsToDestroy } from './steps.ts';

try {
  const request = readArguments(process.argv.slice(2));
  const { deployment, isDryRun, isConfirmed } = request;
  const { region } = deployment;
  const aws = isDryRun ? undefined : await connectAws(region, process.env.AWS_ENDPOINT_URL);
  const account = aws ? await findAccount(aws, region) : 'ACCOUNT';
  const standing = aws && (await findStackToDestroy(aws, deployment));
  console.log(
    deployment.destroysData
      ? `Takes down Vitrine in ${region} of ${account} WITH ALL DATA: accounts, photos, everything.`
      : `Takes down Vitrine in ${region} of ${account}. Photos, rows, people, keys and backups stay, and cost.`,
  );
  const stands = isDryRun || standing !== undefined;
  if (!stands) console.log('It does not stand there: only what may be left of it is looked for.');
  const goesOn = isDryRun || isConfirmed || (await confirm('Take it down?'));
  if (!goesOn || !(await runSteps(stepsToDestroy(request, { stands }), { isDryRun }))) process.exitCode = 1;
} catch (error) {
  printFailure(error, `npm run destroy --\n${usage}`);
}

/**
 * Reads the deployed stack. Its options must equal the requested ones, because data is first deployed as deletable.
 * @throws {DeploymentError} if they differ, or if the stack cannot be read.
 */
async function findStackToDestroy(aws: Aws, deployment: Deployment): Promise<DeployedStack | undefined> {
  const { region } = deployment;
  const standing = await readDeployedStack(aws, region).catch((error: unknown) => {
    if (!(error instanceof AwsRefusal)) throw error;
    throw new DeploymentError(`What stands in ${region} cannot be read: ${error.message}.`, { cause: error });
  });
  const differences = standing ? findDifferences(standing, deployment) : [];
  if (differences.length === 0) return standing;
  throw new DeploymentError(
    `What stands in ${region} is not what was said, and is left alone:\n${differences.map((line) => `  ${line}`).join('\n')}`,
  );
}
