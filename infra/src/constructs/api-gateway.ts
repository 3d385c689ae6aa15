import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { OriginProtocolPolicy, OriginSslPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';
import { OriginGuard } from './origin-guard.ts';

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
