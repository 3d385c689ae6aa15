// npm run destroy -- --shape serverless …
import { connectAws } from './account/connect-aws.ts';
import { confirm } from './confirm.ts';
import { findAccount } from './find-account.ts';
import { readArguments, usage } from './read-arguments.ts';
import { runSteps } from './run-steps.ts';
import { stepsToDestroy } from './steps.ts';
import { tellFailure } from './tell-failure.ts';

try {
  const request = readArguments(process.argv.slice(2));
  const { deployment, isDryRun, isConfirmed } = request;
  const { region } = deployment;
  const account = isDryRun
    ? 'ACCOUNT'
    : await findAccount(await connectAws(region, process.env.AWS_ENDPOINT_URL), region);
  console.log(
    deployment.destroysData
      ? `Takes down Vitrine in ${region} of ${account} WITH ALL DATA: accounts, photos, everything.`
      : `Takes down Vitrine in ${region} of ${account}. Photos, rows, people, keys and backups stay, and cost.`,
  );
  const goesOn = isDryRun || isConfirmed || (await confirm('Take it down?'));
  if (!goesOn || !(await runSteps(stepsToDestroy(request), { isDryRun }))) process.exitCode = 1;
} catch (error) {
  tellFailure(error, `npm run destroy --\n${usage}`);
}
