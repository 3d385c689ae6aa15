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

/* The Lambda runtime includes the SDK. */
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
 * Authorizes only requests from CloudFront, by a secret header, so that nobody bypasses its firewall. API Gateway
 * caches the result for an hour, and rejects requests without the header itself.
 */
class OriginGuard extends Construct {
  readonly authorizer: HttpLambdaAuthorizer;
  readonly headers: Record<string, string>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: 'Header that CloudFront sends to Vitrine’s API',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    suppressFinding(secret, 'SMG4', 'CloudFront and the API cannot rotate it at the same moment.');
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

/** Requests at once and per second. A gallery with a thousand concurrent visitors stays below. */
const limits = { burstLimit: 1000, rateLimit: 500 };

/** The HTTP API behind CloudFront. It exists before its function, whose settings include the public URL. */
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
        // The query is left out, because it contains signatures.
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

  /** Routes every request that came through CloudFront to the handler. */
  routeTo(handler: LambdaFunction): void {
    new HttpRoute(this, 'Everything', {
      httpApi: this.api,
      // `$default` includes the root path, which `/{proxy+}` does not.
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Server', handler),
      authorizer: this.#guard.authorizer,
    });
  }
}
