import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { allowedPermissions } from '../testing/allowed-permissions.ts';
import { checkEnvironment } from '../testing/check-environment.ts';
import { describeStackContract } from '../testing/stack-contract.ts';
import { serverEnvironment, startScript } from '../testing/start-script.ts';
import { synthesise } from '../testing/synthesise.ts';
import { resourcesOf } from '../testing/template.ts';

const { main } = describeStackContract('servers on DynamoDB', { shape: 'servers', database: 'dynamodb' });

describe('servers on DynamoDB', () => {
  it('gives its servers only settings that the server accepts', () => {
    const settings = checkEnvironment(serverEnvironment(main()), ['AWS_REGION']);
    assert.match(settings.VITRINE_DATABASE_URL ?? '', /^dynamodb:\/\/[^?]+\?region=us-east-1$/u);
    assert.equal(settings.VITRINE_DATABASE_PASSWORD, undefined);
    assert.doesNotMatch(startScript(main()), /truststore\.pki\.rds/u);
    execFileSync('bash', ['-n'], { input: startScript(main()) });
  });

  it('creates the same table as serverless, and no database', () => {
    const tables = (template: ReturnType<typeof main>) =>
      resourcesOf(template, 'AWS::DynamoDB::GlobalTable').map(([, { Properties }]) =>
        JSON.stringify(Properties).replace('"Value":"serverless"', '"Value":"servers"'),
      );
    assert.equal(tables(main()).length, 1);
    assert.deepEqual(tables(main()), tables(synthesise({ shape: 'serverless' }).main));
    main().resourceCountIs('AWS::RDS::DBInstance', 0);
    main().resourceCountIs('AWS::RDS::DBCluster', 0);
  });

  it('reaches table and bucket through gateway endpoints', () => {
    const endpoints = resourcesOf(main(), 'AWS::EC2::VPCEndpoint').map(([, { Properties }]) =>
      JSON.stringify(Properties.ServiceName),
    );
    assert.deepEqual(endpoints.map((name) => /\.(s3|dynamodb)"/u.exec(name)?.[1]).sort(), ['dynamodb', 's3']);
  });

  it('has the permissions of servers on RDS, plus those on the table', () => {
    const isOfRows = (permission: string) => permission.startsWith('dynamodb:');
    const onTable = [...allowedPermissions(main(), 'ServersRole')];
    const onDatabase = [...allowedPermissions(synthesise({ shape: 'servers' }).main, 'ServersRole')];
    assert.ok(onTable.some(isOfRows));
    assert.deepEqual(onTable.filter((permission) => !isOfRows(permission)).sort(), onDatabase.sort());
  });
});
