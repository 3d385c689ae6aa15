import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import { tableShape, timeToLive } from '../../../server/src/adapters/dynamodb/table/keys.ts';
import { checkEnvironment } from '../testing/check-environment.ts';
import { describeStackContract } from '../testing/stack-contract.ts';
import {
  asText,
  type Fields,
  type Json,
  propertiesOf,
  resourcesOf,
  statementsOf,
} from '../testing/template.ts';

const { gallery } = describeStackContract('serverless', { shape: 'serverless' });

const environmentOf = (id: string): Fields =>
  propertiesOf<{ Environment: { Variables: Fields } }>(gallery(), 'AWS::Lambda::Function', (name) =>
    name.startsWith(id),
  ).Environment.Variables;

describe('serverless', () => {
  it('tells its functions nothing that the server does not parse', () => {
    for (const id of ['ApiFunction', 'WorkerFunction']) {
      const settings = checkEnvironment(environmentOf(id), []);
      assert.match(settings.VITRINE_DATABASE_URL ?? '', /^dynamodb:/u);
      assert.match(settings.VITRINE_QUEUE_URL ?? '', /^sqs:/u);
      assert.match(settings.VITRINE_IDENTITY_URL ?? '', /^cognito:/u);
      assert.match(settings.VITRINE_SECRET ?? '', /^secretsmanager:/u);
    }
  });

  it('has every request go to the API, and none that did not come through CloudFront', () => {
    const routes = resourcesOf(gallery(), 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);
    assert.deepEqual(
      routes.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]),
      [['$default', 'CUSTOM']],
    );
    gallery().hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      IdentitySource: ['$request.header.x-vitrine-origin'],
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 3600,
    });
    const distribution = JSON.stringify(gallery().findResources('AWS::CloudFront::Distribution'));
    assert.match(distribution, /"HeaderName":"x-vitrine-origin"/u);
    assert.match(distribution, /resolve:secretsmanager:/u);
  });

  it('keeps rows in one table, encrypted, that can be had back as it was', () => {
    gallery().hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [
        Match.objectLike({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        }),
      ],
    });
  });

  it('has the table as the server’s adapter asks for it', () => {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, TimeToLiveSpecification } = propertiesOf<
      { GlobalSecondaryIndexes: Fields[] } & Fields
    >(gallery(), 'AWS::DynamoDB::GlobalTable');
    assert.deepEqual(KeySchema, tableShape.KeySchema);
    assert.deepEqual(
      new Set(AttributeDefinitions as Json[]),
      new Set(tableShape.AttributeDefinitions as unknown as Json[]),
    );
    assert.deepEqual(
      GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
      tableShape.GlobalSecondaryIndexes,
    );
    assert.deepEqual(TimeToLiveSpecification, { AttributeName: timeToLive, Enabled: true });
  });

  it('watches every operation that it may ask of the table', () => {
    const asked = new Set(
      statementsOf(gallery(), 'WorkerRole')
        .flatMap(({ Action }) => Action)
        .filter((action) => action.startsWith('dynamodb:'))
        .map((action) =>
          action.replace(/^dynamodb:/u, '').replace('ConditionCheckItem', 'TransactWriteItems'),
        ),
    );
    const alarms = resourcesOf(gallery(), 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    for (const name of ['ThrottledRequests', 'SystemErrors']) {
      const [alarm] = alarms.filter(({ Metrics }) => JSON.stringify(Metrics ?? '').includes(`"${name}"`));
      const watched = JSON.stringify(alarm).match(/(?<="Name":"Operation","Value":")\w+/gu);
      assert.deepEqual(watched?.sort(), [...asked].sort());
    }
  });

  it('has a job come back within minutes when the function that takes it cannot start', () => {
    const { Timeout } = propertiesOf(gallery(), 'AWS::Lambda::Function', (id) =>
      id.startsWith('WorkerFunction'),
    );
    for (const queue of ['JobsQueue', 'JobsRenderings']) {
      const { VisibilityTimeout } = propertiesOf(gallery(), 'AWS::SQS::Queue', (id) => id.startsWith(queue));
      assert.ok(Number(VisibilityTimeout) >= Number(Timeout), 'Lambda refuses the queue');
      assert.ok(Number(VisibilityTimeout) <= 15 * 60);
    }
  });

  it('hands pictures and other jobs to the worker from queues of their own, each at a bound of its own', () => {
    const feeds = resourcesOf(gallery(), 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => ({
      queue: /Jobs(?:Queue|Renderings)/u.exec(asText(Properties.EventSourceArn ?? null))?.[0],
      most: Number((Properties.ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency),
    }));
    assert.deepEqual(feeds.map(({ queue }) => queue).sort(), ['JobsQueue', 'JobsRenderings']);
    assert.ok(feeds.every(({ most }) => most > 0 && most < 50));
  });

  it('gives a failed job back alone, and buries it in the end', () => {
    gallery().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    gallery().hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 50 }),
    });
  });

  it('lets only the worker send mail, and only from the gallery’s address', () => {
    const sends = (role: string) =>
      statementsOf(gallery(), role).filter(({ Action }) => Action.includes('ses:SendEmail'));
    assert.deepEqual(sends('ApiRole'), []);
    assert.deepEqual(
      sends('WorkerRole').map(({ Condition }) => Condition),
      [{ StringEquals: { 'ses:FromAddress': 'photos@example.org' } }],
    );
    // A receiver that was confirmed, for the sandbox, is an identity that the policy has to name.
    const named = sends('WorkerRole').flatMap(({ Resource }) => Resource.map(asText));
    assert.match(named[1] ?? '', /:ses:us-east-1:<AWS::AccountId>:identity\/\*$/u);
    assert.match(named[0] ?? '', /:configuration-set\/<MailSending\w+>$/u);
    assert.equal(named.length, 2);
  });
});
