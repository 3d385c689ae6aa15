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

const { main } = describeStackContract('serverless', { shape: 'serverless' });

const environmentOf = (id: string): Fields =>
  propertiesOf<{ Environment: { Variables: Fields } }>(main(), 'AWS::Lambda::Function', (name) =>
    name.startsWith(id),
  ).Environment.Variables;

describe('serverless', () => {
  it('gives its functions only settings that the server accepts', () => {
    for (const id of ['ApiFunction', 'WorkerFunction']) {
      const settings = checkEnvironment(environmentOf(id), []);
      assert.match(settings.VITRINE_DATABASE_URL ?? '', /^dynamodb:/u);
      assert.match(settings.VITRINE_QUEUE_URL ?? '', /^sqs:/u);
      assert.match(settings.VITRINE_IDENTITY_URL ?? '', /^cognito:/u);
      assert.match(settings.VITRINE_SECRET ?? '', /^secretsmanager:/u);
    }
  });

  it('routes every request to the API, and only requests through CloudFront', () => {
    const routes = resourcesOf(main(), 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);
    assert.deepEqual(
      routes.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]),
      [['$default', 'CUSTOM']],
    );
    main().hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      IdentitySource: ['$request.header.x-vitrine-origin'],
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 3600,
    });
    const distribution = JSON.stringify(main().findResources('AWS::CloudFront::Distribution'));
    assert.match(distribution, /"HeaderName":"x-vitrine-origin"/u);
    assert.match(distribution, /resolve:secretsmanager:/u);
  });

  it('stores data in one encrypted table with point-in-time recovery', () => {
    main().hasResourceProperties('AWS::DynamoDB::GlobalTable', {
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

  it('creates the table that the server’s adapter expects', () => {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, TimeToLiveSpecification } = propertiesOf<
      { GlobalSecondaryIndexes: Fields[] } & Fields
    >(main(), 'AWS::DynamoDB::GlobalTable');
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

  it('monitors every table operation that it may call', () => {
    const asked = new Set(
      statementsOf(main(), 'WorkerRole')
        .flatMap(({ Action }) => Action)
        .filter((action) => action.startsWith('dynamodb:'))
        .map((action) =>
          action.replace(/^dynamodb:/u, '').replace('ConditionCheckItem', 'TransactWriteItems'),
        ),
    );
    const alarms = resourcesOf(main(), 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    for (const name of ['ThrottledRequests', 'SystemErrors']) {
      const [alarm] = alarms.filter(({ Metrics }) => JSON.stringify(Metrics ?? '').includes(`"${name}"`));
      const watched = JSON.stringify(alarm).match(/(?<="Name":"Operation","Value":")\w+/gu);
      assert.deepEqual(watched?.sort(), [...asked].sort());
    }
  });

  it('retries a job within 15 minutes if its function cannot start', () => {
    const { Timeout } = propertiesOf(main(), 'AWS::Lambda::Function', (id) =>
      id.startsWith('WorkerFunction'),
    );
    for (const queue of ['JobsQueue', 'JobsRenderings']) {
      const { VisibilityTimeout } = propertiesOf(main(), 'AWS::SQS::Queue', (id) => id.startsWith(queue));
      assert.ok(Number(VisibilityTimeout) >= Number(Timeout), 'Lambda refuses the queue');
      assert.ok(Number(VisibilityTimeout) <= 15 * 60);
    }
  });

  it('delivers renderings and other jobs from separate queues, each with a concurrency limit', () => {
    const feeds = resourcesOf(main(), 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => ({
      queue: /Jobs(?:Queue|Renderings)/u.exec(asText(Properties.EventSourceArn ?? null))?.[0],
      most: Number((Properties.ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency),
    }));
    assert.deepEqual(feeds.map(({ queue }) => queue).sort(), ['JobsQueue', 'JobsRenderings']);
    assert.ok(feeds.every(({ most }) => most > 0 && most < 50));
  });

  it('retries a failed job alone, and moves it to the dead-letter queue in the end', () => {
    main().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    main().hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 50 }),
    });
  });

  it('allows only the worker to send mail, and only from the configured sender', () => {
    const sends = (role: string) =>
      statementsOf(main(), role).filter(({ Action }) => Action.includes('ses:SendEmail'));
    assert.deepEqual(sends('ApiRole'), []);
    assert.deepEqual(
      sends('WorkerRole').map(({ Condition }) => Condition),
      [{ StringEquals: { 'ses:FromAddress': 'photos@example.org' } }],
    );
    // In the sandbox, confirmed recipients are identities that the policy must include.
    const named = sends('WorkerRole').flatMap(({ Resource }) => Resource.map(asText));
    assert.match(named[1] ?? '', /:ses:us-east-1:<AWS::AccountId>:identity\/\*$/u);
    assert.match(named[0] ?? '', /:configuration-set\/<MailSending\w+>$/u);
    assert.equal(named.length, 2);
  });
});
