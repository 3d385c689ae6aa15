import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { accept } from '../findings.ts';
import { createFunctionRole } from './function-role.ts';

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
export class OriginGuard extends Construct {
  readonly authorizer: HttpLambdaAuthorizer;
  readonly headers: Record<string, string>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: 'What CloudFront shows to Vitrine’s API',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    accept(secret, 'SMG4', 'CloudFront and the API would not change over in the same moment.');
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
