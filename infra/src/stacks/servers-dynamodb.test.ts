import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { allowedPermissions } from '../testing/allowed-permissions.ts';
import { checkEnvironment } from '../testing/check-environment.ts';
import { describeStackContract } from '../testing/stack-contract.ts';
import { serverEnvironment, startScript } from '../testing/start-script.ts';
import { synthesise } from '../testing/synthesise.ts';
import { resourcesOf } from '../testing/template.ts';

const { gallery } = describeStackContract('servers on DynamoDB', { shape: 'servers', database: 'dynamodb' });

describe('servers on DynamoDB', () => {
  it('tells its machines nothing that the server does not parse', () => {
    const settings = checkEnvironment(serverEnvironment(gallery()), ['AWS_REGION']);
    assert.match(settings.VITRINE_DATABASE_URL ?? '', /^dynamodb:\/\/[^?]+\?region=us-east-1$/u);
    assert.equal(settings.VITRINE_DATABASE_PASSWORD, undefined);
    assert.doesNotMatch(startScript(gallery()), /truststore\.pki\.rds/u);
    execFileSync('bash', ['-n'], { input: startScript(gallery()) });
  });

  it('has the same table as functions have, and no database', () => {
    const tables = (template: ReturnType<typeof gallery>) =>
      resourcesOf(template, 'AWS::DynamoDB::GlobalTable').map(([, { Properties }]) =>
        JSON.stringify(Properties).replace('"Value":"serverless"', '"Value":"servers"'),
      );
    assert.equal(tables(gallery()).length, 1);
    assert.deepEqual(tables(gallery()), tables(synthesise({ shape: 'serverless' }).gallery));
    gallery().resourceCountIs('AWS::RDS::DBInstance', 0);
    gallery().resourceCountIs('AWS::RDS::DBCluster', 0);
  });

  it('has rows go to the table inside AWS, as photos go to their bucket', () => {
    const endpoints = resourcesOf(gallery(), 'AWS::EC2::VPCEndpoint').map(([, { Properties }]) =>
      JSON.stringify(Properties.ServiceName),
    );
    assert.deepEqual(endpoints.map((name) => /\.(s3|dynamodb)"/u.exec(name)?.[1]).sort(), ['dynamodb', 's3']);
  });

  it('may do with everything but the rows what servers on a database may', () => {
    const isOfRows = (permission: string) => permission.startsWith('dynamodb:');
    const onTable = [...allowedPermissions(gallery(), 'ServersRole')];
    const onDatabase = [...allowedPermissions(synthesise({ shape: 'servers' }).gallery, 'ServersRole')];
    assert.ok(onTable.some(isOfRows));
    assert.deepEqual(onTable.filter((permission) => !isOfRows(permission)).sort(), onDatabase.sort());
  });
});
