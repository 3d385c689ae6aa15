import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { readDeployment, type SettingName } from '../../settings.ts';
import { type FakeAws, startFakeAws } from '../../testing/aws-server.ts';
import { withDomain } from '../../testing/synthesise.ts';
import { connectAws } from './connect-aws.ts';
import { examineAccount } from './examine-account.ts';

type Given = Partial<Record<SettingName, string>>;

describe('examining an account before a deployment', () => {
  let aws: FakeAws;
  const before = { ...process.env };

  beforeEach(async () => {
    aws = await startFakeAws();
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
  });
  afterEach(async () => {
    await aws[Symbol.asyncDispose]();
    process.env = { ...before };
  });

  async function examine(given: Given = {}) {
    const settings: Given = {
      shape: 'servers',
      region: 'eu-central-1',
      mailFrom: 'ada@example.org',
      ...given,
    };
    const deployment = readDeployment((name) => settings[name]);
    const findings = await examineAccount(await connectAws(deployment.region, aws.url), deployment);
    const texts = (isWanted: boolean) =>
      findings.filter(({ isFatal }) => isFatal === isWanted).map(({ text }) => text);
    return { faults: texts(true), warnings: texts(false) };
  }

  for (const shape of ['serverless', 'serverless-sql', 'servers'])
    it(`reports nothing if every quota suffices: ${shape}`, async () => {
      assert.deepEqual(await examine({ shape, ...withDomain }), { faults: [], warnings: [] });
    });

  it('calls each service in its own region', async () => {
    await examine({ ...withDomain });
    for (const question of [
      'eu-central-1 ec2 DescribeVpcs',
      'eu-central-1 servicequotas GetServiceQuota',
      'us-east-1 servicequotas GetServiceQuota',
      'us-east-1 cloudfront ListDistributions',
      'us-east-1 route53 GetHostedZone',
      'eu-central-1 ses GetAccount',
      'us-east-1 cloudformation DescribeStacks',
    ])
      assert.ok(aws.asked.includes(question), `${question} in ${aws.asked.join('\n')}`);
  });

  it('reports every exhausted quota at once, with the command that requests an increase', async () => {
    Object.assign(aws.account, { vpcs: 5, addresses: 4, cachePolicies: 20 });
    aws.account.databases.DBInstances.used = 40;
    aws.account.quotas['L-1216C47A'] = 5;
    const { faults } = await examine({ multiZone: 'on' });
    assert.equal(faults.length, 5, faults.join('\n'));
    assert.match(faults[0] ?? '', /^VPCs per Region, eu-central-1: 5 of 5 are in use and 1 more are needed/u);
    assert.match(
      faults[0] ?? '',
      /request-service-quota-increase --region eu-central-1 --service-code vpc --quota-code L-F678F1CE --desired-value 6$/u,
    );
    assert.match(faults[1] ?? '', /Elastic IPs, eu-central-1: 4 of 5 .* 2 more/u);
    assert.match(faults[2] ?? '', /Standard .*: 0 of 5 are in use and 6 more/u);
    assert.match(faults[3] ?? '', /DB instances, eu-central-1: 40 of 40/u);
    assert.match(faults[4] ?? '', /Cache policies .*, us-east-1: 20 of 20/u);
  });

  it('checks only the quotas that the shape uses', async () => {
    Object.assign(aws.account, { vpcs: 5, addresses: 5 });
    assert.deepEqual((await examine({ shape: 'serverless' })).faults, []);
    aws.account.databases.DBClusters.used = 40;
    assert.equal((await examine({ shape: 'serverless-sql' })).faults.length, 3);
  });

  it('counts the processors of running on-demand machines, page after page', async () => {
    const machine = (type: string, more: { isSpot?: true } = {}) => ({ type, cores: 2, threads: 2, ...more });
    aws.account.machines = [
      machine('m7i.xlarge'),
      machine('t3.xlarge', { isSpot: true }),
      machine('p5.4xlarge'),
    ];
    aws.account.quotas['L-1216C47A'] = 10;
    assert.deepEqual((await examine()).faults, []);
    aws.account.machines.push(machine('im4gn.xlarge'));
    assert.match((await examine()).faults.join(), /: 8 of 10 are in use and 6 more/u);
  });

  it('accepts the resources of its own deployed stack', async () => {
    aws.account.vpcs = 5;
    aws.account.mail.identities = ['ada@example.org'];
    assert.equal((await examine()).faults.length, 2);
    aws.account.stacks['eu-central-1 Vitrine'] = { tags: { shape: 'servers' } };
    assert.deepEqual((await examine()).faults, []);
  });

  it('does not count the resources of a failed first deployment as its own', async () => {
    aws.account.vpcs = 5;
    aws.account.mail.identities = ['ada@example.org'];
    const outputs = { Rows: 'dynamodb' };
    aws.account.stacks['eu-central-1 Vitrine'] = {
      status: 'ROLLBACK_COMPLETE',
      tags: { shape: 'serverless' },
      outputs,
    };
    assert.match((await examine()).faults.join('\n'), /^VPCs per Region.*\n.*delete-email-identity/u);
    aws.account.stacks['eu-central-1 Vitrine'].status = 'ROLLBACK_FAILED';
    assert.match(
      (await examine()).faults.join('\n'),
      /^Vitrine in eu-central-1 is ROLLBACK_FAILED: .*npm run destroy/u,
    );
  });

  it('refuses to replace a stack of another shape', async () => {
    aws.account.stacks['eu-central-1 Vitrine'] = { tags: { application: 'vitrine', shape: 'serverless' } };
    assert.match(
      (await examine()).faults.join(),
      /stands in eu-central-1 as serverless.* say --shape serverless/u,
    );
  });

  it('refuses to replace a restored database by an empty one', async () => {
    const shape = 'serverless-sql';
    const stack = {
      tags: { shape },
      outputs: { Address: 'https://x', Rows: 'postgres from vitrine-monday' },
    };
    aws.account.stacks['eu-central-1 Vitrine'] = stack;
    assert.match(
      (await examine({ shape })).faults.join(),
      /rows in: postgres from vitrine-monday\. Deployed as postgres it/u,
    );
    assert.deepEqual((await examine({ shape, restoreFrom: 'vitrine-monday' })).faults, []);
    assert.deepEqual((await examine({ shape, restoreFrom: 'vitrine-tuesday' })).faults, []);
    stack.outputs.Rows = 'mariadb';
    stack.tags.shape = 'servers';
    aws.account.tables.restored = {};
    assert.match(
      (await examine({ database: 'dynamodb', table: 'restored' })).faults.join(),
      /rows in: mariadb/u,
    );
  });

  it('checks state, indexes and protection of an existing table', async () => {
    const given = { shape: 'serverless', table: 'restored' };
    assert.match((await examine(given)).faults.join(), /there is no table restored/u);
    aws.account.tables.restored = { status: 'CREATING' };
    assert.match((await examine(given)).faults.join(), /is CREATING/u);
    aws.account.tables.restored = { indexes: 4 };
    assert.match((await examine(given)).faults.join(), /has no list5, list6/u);
    aws.account.tables.restored = {};
    const { faults, warnings } = await examine(given);
    assert.deepEqual([faults.length, warnings.length], [0, 3]);
    for (const command of ['update-continuous-backups', 'update-time-to-live', 'update-table'])
      assert.match(
        warnings.join('\n'),
        new RegExp(`aws dynamodb ${command} --region eu-central-1 --table-name restored --`, 'u'),
      );
    aws.account.tables.restored = { isProtected: true, isRecoverable: true, expires: true };
    assert.deepEqual(await examine(given), { faults: [], warnings: [] });
  });

  it('warns of a low function concurrency, and refuses none', async () => {
    aws.account.functions = { all: 10, free: 10 };
    const { faults, warnings } = await examine({ shape: 'serverless' });
    assert.deepEqual(faults, []);
    assert.match(warnings.join(), /10 functions run at once .*L-B99A9384 --desired-value 100/u);
    aws.account.functions = { all: 900, free: 0 };
    assert.match((await examine({ shape: 'serverless' })).faults.join(), /--desired-value 1000$/u);
  });

  it('reports that SES cannot send, and a sender that already exists', async () => {
    aws.account.mail = { isInProduction: false, isSending: false, identities: ['example.org'] };
    const { faults, warnings } = await examine(withDomain);
    assert.match(faults.join(), /delete-email-identity .*--email-identity example\.org$/u);
    assert.match(warnings.join('\n'), /it sends no mail.*\n.*in the sandbox/u);
    aws.account.mail.identities = ['ada@example.org'];
    assert.match((await examine()).faults.join(), /--email-identity ada@example\.org$/u);
  });

  it('refuses a hosted zone that is missing, private or of another domain', async () => {
    aws.account.zones = { Z0123456789: { name: 'example.net' } };
    assert.match((await examine(withDomain)).faults.join(), /is that of example\.net, not of example\.org/u);
    aws.account.zones = { Z0123456789: { name: 'example.org', isPrivate: true } };
    assert.match((await examine(withDomain)).faults.join(), /is a private one/u);
    aws.account.zones = {};
    assert.match((await examine(withDomain)).faults.join(), /has no zone Z0123456789/u);
  });

  it('reports a missing or failed CDK bootstrap in both regions', async () => {
    aws.account.stacks = { 'us-east-1 CDKToolkit': { status: 'UPDATE_ROLLBACK_COMPLETE' } };
    assert.match((await examine()).warnings.join(), /^CDK, eu-central-1: .* not prepared/u);
    aws.account.stacks['eu-central-1 CDKToolkit'] = { status: 'ROLLBACK_COMPLETE' };
    assert.match((await examine()).faults.join(), /^CDK, eu-central-1: .* is ROLLBACK_COMPLETE/u);
  });

  it('only warns about facts that the credentials may not read', async () => {
    aws.account.denied = ['GetServiceQuota', 'DescribeStacks', 'GetEmailIdentity'];
    const { faults, warnings } = await examine();
    assert.deepEqual(faults, []);
    // Three quotas of CloudFront; VPCs, IP addresses and processors; the stack, the CDK's stack; the sender.
    assert.equal(warnings.length, 3 + 3 + 2 + 1, warnings.join('\n'));
    assert.match(
      warnings.join('\n'),
      /^Not found out: VPCs per Region \(L-F678F1CE\); these credentials may not ask/mu,
    );
  });

  it('only warns if AWS cannot be reached', async () => {
    const { url } = aws;
    await aws[Symbol.asyncDispose]();
    const deployment = readDeployment(
      (name) => ({ shape: 'serverless', mailFrom: 'a@example.org' })[name as 'shape'],
    );
    const findings = await examineAccount(await connectAws('us-east-1', url), deployment);
    assert.ok(findings.length > 5 && findings.every(({ isFatal }) => !isFatal));
    assert.match(findings[0]?.text ?? '', /AWS cannot be reached at 127\.0\.0\.1/u);
    aws = await startFakeAws();
  });
});
