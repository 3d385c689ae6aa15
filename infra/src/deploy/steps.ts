import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Deployment } from '../settings.ts';
import type { Request } from './arguments.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** One after the other, until one fails. What calls AWS is only shown in a dry run. */
export async function runSteps(
  steps: readonly Step[],
  { isDryRun }: { isDryRun: boolean },
): Promise<boolean> {
  for (const { title, command, callsAws } of steps) {
    console.log(`\n${title} …`);
    if (isDryRun && callsAws) {
      console.log(`  not in a dry run: ${command.join(' ')}`);
      continue;
    }
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    });
    const [code] = await once(child, 'exit');
    if (code === 0) continue;
    console.error(`\n${title}: that failed. Nothing after it was done.`);
    return false;
  }
  return true;
}

export type Step = {
  title: string;
  /** Run in the repository's root. */
  command: string[];
  callsAws: boolean;
};

const node = process.execPath;
/* Neither its news nor its reports about us. */
const cdk = (...args: string[]) => [
  node,
  'node_modules/aws-cdk/bin/cdk',
  ...args,
  '--app',
  `"${node}" infra/src/app.ts`,
  '--output',
  'infra/dist/cdk.out',
  '--no-notices',
  '--no-version-reporting',
];

/** Where the CDK writes what a deployment answers. */
export const outputsFile = 'infra/dist/outputs.json';

function build({ deployment, isBuilt }: Request): Step[] {
  if (isBuilt) return [];
  const web = {
    title: 'Build the web app',
    command: [node, 'scripts/prepare.mjs', '--build', '--dev'],
    callsAws: false,
  };
  const release = {
    title: 'Pack the release for servers',
    command: [node, 'infra/src/ec2-release/build-release.ts'],
    callsAws: false,
  };
  const bundles = {
    title: 'Bundle the functions',
    command: [node, 'infra/src/bundles/build-bundle.ts'],
    callsAws: false,
  };
  return [web, deployment.shape === 'servers' ? release : bundles];
}

const synthesise = ({ context }: Request): Step => ({
  title: 'Write the templates, held to the rules',
  command: cdk('synth', '--quiet', ...context),
  callsAws: false,
});

export function stepsToDeploy(request: Request, account: string): Step[] {
  const { context, deployment } = request;
  const places = [...new Set([deployment.region, 'us-east-1'])].map((region) => `aws://${account}/${region}`);
  return [
    ...build(request),
    synthesise(request),
    {
      title: 'Prepare the account for the CDK, where that was not done',
      command: cdk('bootstrap', ...places, ...context),
      callsAws: true,
    },
    {
      title: 'Deploy; tables are brought up to date on the way',
      command: cdk(
        'deploy',
        '--all',
        '--require-approval',
        'never',
        '--outputs-file',
        outputsFile,
        ...context,
      ),
      callsAws: true,
    },
  ];
}

/*
 * A database refuses to go until it is told otherwise, and all that stands around it with it. By RDS itself, for a deployment
 * that failed cannot be deployed once more; what the template says of a last snapshot holds.
 */
const releaseDatabases = ({ region, database }: Deployment): Step[] =>
  database === 'dynamodb'
    ? []
    : [
        {
          title: 'Have the database be deletable',
          command: [node, 'infra/src/deploy/release-databases.ts', region, database],
          callsAws: true,
        },
      ];

/** What is to go along, is said to AWS first: until then the table and the user pool defend themselves. */
export function stepsToDestroy(request: Request, { stands }: { stands: boolean }): Step[] {
  const { context, deployment } = request;
  return [
    ...build(request),
    synthesise(request),
    ...releaseDatabases(deployment),
    ...(deployment.destroysData && stands
      ? [
          {
            title: 'Have data go along',
            command: cdk('deploy', '--all', '--require-approval', 'never', ...context),
            callsAws: true,
          },
        ]
      : []),
    { title: 'Take it down', command: cdk('destroy', '--all', '--force', ...context), callsAws: true },
  ];
}
