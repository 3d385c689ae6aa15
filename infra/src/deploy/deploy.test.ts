import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { shapes } from '../settings.ts';
import { emptyAccount, startFakeAws } from '../testing/aws-server.ts';
import { stubArtefacts } from '../testing/stub-artefacts.ts';
import { readArguments } from './arguments.ts';
import { stepsToDestroy } from './steps.ts';

type Outcome = { code: number; output: string };

/* Excludes the AWS credentials of the developer who runs the tests. */
const clean = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
};

function run(program: string, args: readonly string[], environment: Record<string, string> = {}) {
  const path = fileURLToPath(new URL(program, import.meta.url));
  return new Promise<Outcome>((resolve) => {
    const child = execFile(
      process.execPath,
      [path, ...args],
      { env: { ...clean, ...environment } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
    child.stdin?.end();
  });
}

const args = ['--shape', 'serverless', '--mail-from', 'ada@example.org'];
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('npm run deploy', () => {
  it('prints its usage for --help', async () => {
    for (const program of ['./deploy.ts', './destroy.ts']) {
      const { code, output } = await run(program, ['--help']);
      assert.equal(code, 0);
      assert.match(output, /--shape serverless \| serverless-sql \| servers/u);
    }
  });

  for (const shape of shapes)
    it(`prints every step of a dry run without calling AWS: ${shape}`, async () => {
      using stub = stubArtefacts();
      const settings = ['--shape', shape, '--mail-from', 'ada@example.org', '--artefacts', stub.directory];
      const { code, output } = await run('deploy.ts', [...settings, '--dry-run']);
      assert.equal(code, 0, output);
      assert.match(output, new RegExp(`Vitrine as ${shape} in us-east-1`, 'u'));
      assert.match(output, /\d+\.\d\d {2}in all/u);
      assert.match(output, /not in a dry run: .* bootstrap aws:\/\/ACCOUNT\/us-east-1 /u);
      assert.match(output, /not in a dry run: .* deploy --all/u);
      assert.match(output, /^Not looked at in the account:\n(?: {2}.*\n)* {2}whether SES is out/mu);
      assert.match(output, / {2}Web distributions per AWS account \(L-24B04930\)/u);
    });

  it('reports every invalid option before it calls AWS', async () => {
    const { code, output } = await run('deploy.ts', ['--shape', 'serverles', '--domain', 'x.example.org']);
    assert.equal(code, 1);
    assert.match(output, /shape must be serverless, serverless-sql, servers/u);
    assert.match(output, /domain and zone need each other/u);
    const { output: usage } = await run('deploy.ts', ['--shap', 'serverless']);
    assert.match(usage, /--shape serverless \| serverless-sql \| servers/u);
  });

  it('explains how to set missing credentials', async () => {
    const { code, output } = await run('deploy.ts', args);
    assert.equal(code, 1);
    assert.match(output, /There are no credentials for AWS/u);
    assert.match(output, /AWS_PROFILE/u);
  });

  it('reports credentials that AWS rejects', async () => {
    await using aws = await startFakeAws({ ...emptyAccount(), denied: ['GetCallerIdentity'] });
    const { code, output } = await run('deploy.ts', args, { ...keys, AWS_ENDPOINT_URL: aws.url });
    assert.equal(code, 1);
    assert.match(output, /AWS does not take these credentials \(AccessDenied/u);
    assert.doesNotMatch(output, /secret\b(?!s)/u);
    assert.deepEqual(aws.asked, ['us-east-1 sts GetCallerIdentity']);
  });

  it('changes nothing without a confirmation', async () => {
    await using aws = await startFakeAws();
    for (const program of ['deploy.ts', 'destroy.ts']) {
      const { code, output } = await run(program, args, { ...keys, AWS_ENDPOINT_URL: aws.url });
      assert.equal(code, 1);
      assert.match(output, /123456789012/u);
      assert.match(output, /Nobody is here to ask: say --yes/u);
      assert.doesNotMatch(output, /Write the templates/u);
    }
  });

  it('shows the restore point of the database before it asks for a confirmation', async () => {
    await using aws = await startFakeAws();
    const restored = [
      '--shape',
      'servers',
      '--mail-from',
      'ada@example.org',
      '--restore-from',
      'vitrine@latest',
    ];
    const { output } = await run('deploy.ts', restored, { ...keys, AWS_ENDPOINT_URL: aws.url });
    assert.match(output, /^Rows are not to be empty ones: mariadb from vitrine@latest\.$/mu);
    assert.match(output, /Nobody is here to ask: say --yes/u);
  });

  it('stops if a quota is exhausted, unless --ignore-limits is given', async () => {
    const functions = { all: 10, free: 0 };
    await using aws = await startFakeAws({ ...emptyAccount(), functions, distributions: 200 });
    const environment = { ...keys, AWS_ENDPOINT_URL: aws.url };
    const { code, output } = await run('deploy.ts', [...args, '--yes'], environment);
    assert.equal(code, 1);
    assert.match(output, /would fail:\n {2}Lambda, us-east-1.*\n {2}Web distributions .* 200 of 200/u);
    assert.doesNotMatch(output, /Write the templates|Nobody is here/u);
    const { output: ignored } = await run('deploy.ts', [...args, '--ignore-limits'], environment);
    assert.match(ignored, /would fail:[\s\S]*Nobody is here to ask: say --yes/u);
  });
});

describe('npm run destroy', () => {
  for (const [shape, type, others] of [
    ['serverless-sql', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
    ['servers', 'AWS::RDS::DBInstance', 'AWS::EC2::VPC'],
  ] as const)
    it(`first turns off the deletion protection of the database: ${shape}`, async () => {
      const wanted = ['--shape', shape, '--mail-from', 'ada@example.org', '--region', 'eu-central-1'];
      const steps = stepsToDestroy(readArguments([...wanted, '--artefacts', 'any']), { stands: true });
      assert.deepEqual(
        steps.map(({ title }) => title),
        ['Write the templates, held to the rules', 'Have the database be deletable', 'Take it down'],
      );
      await using aws = await startFakeAws();
      const resources = { 'vitrine-network': others, 'vitrine-reader': others, 'vitrine-rows': type };
      aws.account.stacks['eu-central-1 Vitrine'] = { status: 'ROLLBACK_FAILED', resources };
      aws.account.protected.add('vitrine-rows');
      const [, program = '', ...given] = steps[1]?.command ?? [];
      const environment = { ...keys, AWS_ENDPOINT_URL: aws.url };
      const { code, output } = await run(basename(program), given, environment);
      assert.equal(code, 0, output);
      assert.deepEqual([...aws.account.protected], []);
      aws.account.denied = ['ModifyDBCluster', 'ModifyDBInstance'];
      const refused = await run(basename(program), given, environment);
      assert.equal(refused.code, 1);
      assert.match(refused.output, /^The database stays protected: not authorized/mu);
    });

  const titles = (stands: boolean, ...more: string[]) =>
    stepsToDestroy(readArguments([...args, '--artefacts', 'any', ...more]), { stands }).map(
      ({ title }) => title,
    );

  it('keeps the data by default', () => {
    assert.deepEqual(titles(true), ['Write the templates, held to the rules', 'Take it down']);
  });

  it('makes the data deletable first if --destroy-data is given', () => {
    assert.deepEqual(titles(true, '--destroy-data').slice(1), ['Have data go along', 'Take it down']);
    assert.deepEqual(titles(false, '--destroy-data').slice(1), ['Take it down']);
  });

  it('refuses a stack whose shape, database or identity differs from the options', async () => {
    await using aws = await startFakeAws();
    const stack = {
      tags: { shape: 'serverless' },
      outputs: { Rows: 'dynamodb, table vitrine-restored', Identity: 'cognito' },
    };
    aws.account.stacks['us-east-1 Vitrine'] = stack;
    const destroy = (...given: string[]) =>
      run('destroy.ts', ['--mail-from', 'ada@example.org', ...given], { ...keys, AWS_ENDPOINT_URL: aws.url });
    for (const [option, ...given] of [
      ['--shape: it stands as “serverless”, and “servers” was said', '--shape', 'servers'],
      ['--database, --restore-from or --table: .*, table vitrine-restored”', '--shape', 'serverless'],
      ['--identity: .*“local” was said', '--shape', 'serverless', '--identity', 'local'],
    ] as const) {
      const { code, output } = await destroy(...given, '--destroy-data');
      assert.equal(code, 1);
      assert.match(output, new RegExp(`is left alone:\n(?: {2}.*\n)* {2}${option}`, 'u'));
      assert.doesNotMatch(output, /Write the templates/u);
    }
    const { output } = await destroy('--shape', 'serverless', '--table', 'vitrine-restored');
    assert.match(output, /Nobody is here to ask: say --yes/u);
    aws.account.denied = ['DescribeStacks'];
    assert.match((await destroy('--shape', 'serverless')).output, /stands in us-east-1 cannot be read/u);
  });
});
