import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { OriginProtocolPolicy, OriginSslPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import { createFunctionRole } from './server-function.ts';

const header = 'x-vitrine-origin';

/* The SDK is part of the runtime. */
const source = `
const { createHash, timingSafeEqual } = require('node:crypto');
const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');
const digest = (text) => createHash('sha256').update(text ?? '').digest();
let expected;
exports.handler = async ({ headers }) => {
  expected ??= digest(
    (await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.SECRET }))).SecretString,
  );
  return { isAuthorized: timingSafeEqual(digest(headers['${header}']), expected) };
};
`;

/**
 * Lets in what came through CloudFront and its firewall, and nothing that goes around them: a header that CloudFront
 * alone knows. API Gateway remembers the answer for an hour, and refuses by itself whatever comes without the header.
 */
class OriginGuard extends Construct {
  readonly authorizer: HttpLambdaAuthorizer;
  readonly headers: Record<string, string>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: 'What CloudFront shows to Vitrine’s API',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    suppressFinding(secret, 'SMG4', 'CloudFront and the API would not change over in the same moment.');
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
    });
    const role = createFunctionRole(this, logs);
    role.addToPolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
    );
    const guard = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromInline(source),
      environment: { SECRET: secret.secretArn },
      timeout: Duration.seconds(10),
      role,
      logGroup: logs,
    });
    guard.node.addDependency(role);
    this.headers = { [header]: secret.secretValue.unsafeUnwrap() };
    this.authorizer = new HttpLambdaAuthorizer('FromCloudFront', guard, {
      identitySource: [`$request.header.${header}`],
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.hours(1),
    });
  }
}

/** What a moment may bring, and what goes on: a gallery of a thousand visitors at once stays below it. */
const limits = { burstLimit: 1000, rateLimit: 500 };

/** The HTTP API that CloudFront asks. It stands before the function does, which is told the address that people use. */
export class ApiGateway extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  readonly origin: HttpOrigin;
  readonly #guard: OriginGuard;

  constructor(scope: Construct, id: string, { region }: Deployment) {
    super(scope, id);
    this.#guard = new OriginGuard(this, 'Guard');
    this.api = new HttpApi(this, 'Api', { description: 'Vitrine', createDefaultStage: false });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: limits,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'Logs', {
            retention: RetentionDays.ONE_MONTH,
          }),
        ),
        // Without the query: signatures stand there.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            time: '$context.requestTimeEpoch',
            method: '$context.httpMethod',
            path: '$context.path',
            status: '$context.status',
            milliseconds: '$context.responseLatency',
            error: '$context.error.message',
            integrationError: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    this.origin = new HttpOrigin(`${this.api.apiId}.execute-api.${region}.amazonaws.com`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      customHeaders: this.#guard.headers,
    });
  }

  /** Everything goes to it, and nothing that did not come through CloudFront. */
  answerWith(handler: LambdaFunction): void {
    new HttpRoute(this, 'Everything', {
      httpApi: this.api,
      // What is no other route's, the root as well: `/{proxy+}` would leave that out.
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Server', handler),
      authorizer: this.#guard.authorizer,
    });
  }
}
