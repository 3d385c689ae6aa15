import { RemovalPolicy } from 'aws-cdk-lib';
import { BackupResource } from 'aws-cdk-lib/aws-backup';
import {
  AttributeType,
  Billing,
  type ITableV2,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';
import type { Actor, ResourceBinding, Settings } from './resource-binding.ts';
import { formatDeployed } from './resource-binding.ts';

/** The indexes that the server's adapter queries. A test compares both. */
const lists = [1, 2, 3, 4, 5, 6];

type Props = { deployment: Deployment; key: Key };

/** Binds the data ports to one DynamoDB table: a new one, or an existing one by name. */
export class DataTable extends Construct implements ResourceBinding {
  readonly table: ITableV2;
  readonly settings: Settings;
  readonly #key: Key;
  readonly #region: string;

  constructor(scope: Construct, id: string, { deployment, key }: Props) {
    super(scope, id);
    this.#key = key;
    this.#region = deployment.region;
    this.table = deployment.table
      ? TableV2.fromTableName(this, 'Table', deployment.table)
      : createTable(this, { deployment, key });
    const table = { value: this.table.tableName, example: 'vitrine' };
    this.settings = {
      database: formatDeployed({ table }, (parts) => `dynamodb://${parts.table}?region=${deployment.region}`),
    };
  }

  get backup(): BackupResource {
    return BackupResource.fromDynamoDbTable(this.table);
  }

  permissions(actor: Actor): PolicyStatement[] {
    if (actor === 'migration') return [];
    return [
      new PolicyStatement({
        actions: [
          // A server checks the table when it starts. Functions do not.
          ...(actor === 'server' ? ['dynamodb:DescribeTable', 'dynamodb:DescribeTimeToLive'] : []),
          'dynamodb:BatchGetItem',
          'dynamodb:ConditionCheckItem',
          'dynamodb:DeleteItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:Query',
          'dynamodb:UpdateItem',
        ],
        resources: [this.table.tableArn],
      }),
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: lists.map((number) => `${this.table.tableArn}/index/list${number}`),
      }),
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [this.#key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${this.#region}.amazonaws.com` } },
      }),
    ];
  }
}

/** Creates an on-demand table with point-in-time recovery of 35 days. */
const createTable = (scope: Construct, { deployment, key }: Props) =>
  new TableV2(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    // Indexes of keys only: a like or a new title does not write to them.
    globalSecondaryIndexes: lists.map((number) => ({
      indexName: `list${number}`,
      partitionKey: { name: `list${number}`, type: AttributeType.STRING },
      sortKey: { name: `at${number}`, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    })),
    timeToLiveAttribute: 'ttl',
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.customerManagedKey(key),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: !deployment.destroysData,
    removalPolicy: deployment.destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
