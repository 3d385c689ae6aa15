import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';
import { removalPolicyOf } from './data-protection.ts';
import type { Actor, ResourceBinding, Settings } from './resource-binding.ts';
import { formatDeployed } from './resource-binding.ts';

type Props = {
  deployment: Deployment;
  key: Key;
  /** The visibility timeout of a received message. */
  lease: Duration;
};

/** Binds the job queue port to three SQS queues: short jobs, renderings and dead jobs. */
export class JobQueue extends Construct implements ResourceBinding {
  readonly queue: Queue;
  readonly renderings: Queue;
  readonly dead: Queue;
  readonly settings: Settings;
  readonly #key: Key;
  readonly #region: string;

  constructor(scope: Construct, id: string, { deployment, key, lease }: Props) {
    super(scope, id);
    this.#key = key;
    this.#region = deployment.region;
    const shared = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: removalPolicyOf(deployment),
    };
    this.dead = new Queue(this, 'Dead', shared);
    const worked = {
      ...shared,
      visibilityTimeout: lease,
      receiveMessageWaitTime: Duration.seconds(20),
      // The server counts attempts itself. This limit is for messages that it cannot parse.
      deadLetterQueue: { queue: this.dead, maxReceiveCount: 50 },
    };
    this.queue = new Queue(this, 'Queue', worked);
    this.renderings = new Queue(this, 'Renderings', worked);
    const names = {
      queue: { value: this.queue.queueName, example: 'vitrine-jobs' },
      renderings: { value: this.renderings.queueName, example: 'vitrine-renderings' },
      dead: { value: this.dead.queueName, example: 'vitrine-dead' },
    };
    this.settings = {
      queue: formatDeployed(
        names,
        ({ queue, renderings, dead }) =>
          `sqs://${queue}?deadLetters=${dead}&renderings=${renderings}&region=${deployment.region}`,
      ),
    };
  }

  permissions(actor: Actor): PolicyStatement[] {
    if (actor === 'migration') return [];
    return [
      new PolicyStatement({
        actions: [
          'sqs:GetQueueUrl',
          'sqs:SendMessage',
          // The readiness check reads the attributes.
          ...(actor === 'worker' ? [] : ['sqs:GetQueueAttributes']),
          ...(actor === 'api' ? [] : ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage']),
          ...(actor === 'server' ? ['sqs:ReceiveMessage'] : []),
        ],
        resources: [this.queue.queueArn, this.renderings.queueArn],
      }),
      new PolicyStatement({
        actions: [
          'sqs:GetQueueUrl',
          ...(actor === 'worker' ? [] : ['sqs:GetQueueAttributes']),
          ...(actor === 'api' ? [] : ['sqs:SendMessage']),
          // Operators run `vitrine jobs` on a server.
          ...(actor === 'server'
            ? ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage']
            : []),
        ],
        resources: [this.dead.queueArn],
      }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [this.#key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sqs.${this.#region}.amazonaws.com` } },
      }),
    ];
  }
}
