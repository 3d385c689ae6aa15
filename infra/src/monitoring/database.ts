import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type ITableV2, Operation } from 'aws-cdk-lib/aws-dynamodb';
import type { DatabaseCluster, DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { type MonitoringSpec, period, sumOf, sustained } from './monitoring.ts';

const gigabyte = 1024 ** 3;

export function monitorInstance(instance: DatabaseInstance): MonitoringSpec {
  const processor = instance.metricCPUUtilization({ period });
  const free = instance.metricFreeStorageSpace({ period, statistic: Stats.MINIMUM });
  return {
    alarms: [
      {
        name: 'DatabaseBusy',
        meaning: 'The database’s processors are at 90 %.',
        metric: processor,
        threshold: 90,
        periods: sustained,
      },
      {
        name: 'DatabaseFull',
        meaning: 'Less than 4 GB are left for the database, or it cannot grow.',
        metric: free,
        threshold: 4 * gigabyte,
        isFloor: true,
      },
      {
        name: 'DatabaseMemory',
        meaning: 'Less than 200 MB of memory are left to the database.',
        metric: instance.metricFreeableMemory({ period, statistic: Stats.MINIMUM }),
        threshold: 0.2 * gigabyte,
        isFloor: true,
        periods: sustained,
      },
    ],
    charts: [
      { title: 'Database: processors (%)', metrics: [processor] },
      { title: 'Database: bytes free', metrics: [free] },
      { title: 'Database: connections', metrics: [instance.metricDatabaseConnections({ period })] },
    ],
  };
}

/** All that the server's adapter asks of a table: DynamoDB counts what fails by operation. */
const operations = [
  Operation.BATCH_GET_ITEM,
  Operation.DELETE_ITEM,
  Operation.GET_ITEM,
  Operation.PUT_ITEM,
  Operation.QUERY,
  Operation.TRANSACT_WRITE_ITEMS,
  Operation.UPDATE_ITEM,
];

export function monitorTable(table: ITableV2): MonitoringSpec {
  const sumOfOperations = (metricName: string) =>
    sumOf(
      Object.fromEntries(
        operations.map((operation) => [
          operation.toLowerCase(),
          new Metric({
            namespace: 'AWS/DynamoDB',
            metricName,
            statistic: Stats.SUM,
            period,
            dimensionsMap: { TableName: table.tableName, Operation: operation },
          }),
        ]),
      ),
    );
  const throttled = sumOfOperations('ThrottledRequests');
  return {
    alarms: [
      {
        name: 'TableThrottled',
        meaning: 'DynamoDB turned requests away.',
        metric: throttled,
        threshold: 10,
        periods: sustained,
      },
      {
        name: 'TableErrors',
        meaning: 'DynamoDB itself failed.',
        metric: sumOfOperations('SystemErrors'),
        threshold: 5,
        // What is counted late is filled in as none at first.
        periods: { of: 2, breaching: 1 },
      },
    ],
    charts: [
      {
        title: 'Table: units read and written',
        metrics: [
          table.metricConsumedReadCapacityUnits({ period }),
          table.metricConsumedWriteCapacityUnits({ period }),
        ],
      },
      { title: 'Table: throttled', metrics: [throttled] },
    ],
  };
}

export function monitorCluster(cluster: DatabaseCluster): MonitoringSpec {
  const use = cluster.metricACUUtilization({ period });
  const connections = cluster.metricDatabaseConnections({ period, statistic: Stats.MAXIMUM });
  return {
    alarms: [
      {
        name: 'DatabaseBusy',
        meaning: 'The database is at the most that it may grow to.',
        metric: use,
        threshold: 90,
        periods: sustained,
      },
      {
        name: 'DatabaseConnections',
        meaning: 'The database holds nearly all the connections that it can.',
        metric: connections,
        // Of 1,669, which Aurora takes at a limit of 8 units (16 GiB).
        threshold: 1300,
      },
    ],
    charts: [
      { title: 'Database: share of its limit (%)', metrics: [use] },
      { title: 'Database: connections', metrics: [connections] },
      {
        title: 'Database: bytes kept',
        metrics: [cluster.metricVolumeBytesUsed({ period: Duration.hours(1) })],
      },
    ],
  };
}
