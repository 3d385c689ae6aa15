import { Duration } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';
import { removalOf } from './removal-policy.ts';

/** Encrypts all that is kept: photos, rows, jobs, secrets, notices. Made anew every year, what it sealed stays readable. */
export function createDataKey(scope: Construct, deployment: Deployment): Key {
  const key = new Key(scope, 'DataKey', {
    description: 'Encrypts what Vitrine keeps',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: removalOf(deployment),
  });
  // Whoever tells of alarms, bounces, budgets and files that came writes to encrypted topics and queues.
  for (const service of ['cloudwatch', 'ses', 'budgets', 'events'])
    key.grantEncryptDecrypt(new ServicePrincipal(`${service}.amazonaws.com`));
  return key;
}
