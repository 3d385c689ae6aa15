import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Deployment } from '../settings.ts';
import type { Request } from './arguments.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs the steps in order until one fails. A dry run only prints the steps that call AWS. */
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
  /** Runs in the root folder of the repository. */
  command: string[];
  callsAws: boolean;
};

const node = process.execPath;
/* Disables the CDK's notices and its version reporting. */
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

/** The CDK writes the outputs of a deployment to this file. */
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
 * Deletion protection of a database also blocks the deletion of its network. The step calls RDS, because a failed stack
 * cannot be deployed again. The final snapshot of the template is still taken.
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

/** Data that must be deleted is first deployed as deletable, because the table and the user pool are protected. */
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
