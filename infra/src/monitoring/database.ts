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
        meaning: 'The database has less than 4 GB of free storage.',
        metric: free,
        threshold: 4 * gigabyte,
        isFloor: true,
      },
      {
        name: 'DatabaseMemory',
        meaning: 'The database has less than 200 MB of free memory.',
        metric: instance.metricFreeableMemory({ period, statistic: Stats.MINIMUM }),
        threshold: 0.2 * gigabyte,
        isFloor: true,
        periods: sustained,
      },
    ],
    charts: [
      { title: 'Database: processors (%)', metrics: [processor] },
      { title: 'Database: free storage (bytes)', metrics: [free] },
      { title: 'Database: connections', metrics: [instance.metricDatabaseConnections({ period })] },
    ],
  };
}

/** All operations of the server's adapter. DynamoDB counts failures by operation. */
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
        meaning: 'DynamoDB throttled requests.',
        metric: throttled,
        threshold: 10,
        periods: sustained,
      },
      {
        name: 'TableErrors',
        meaning: 'DynamoDB itself failed.',
        metric: sumOfOperations('SystemErrors'),
        threshold: 5,
        // A late data point first counts as zero.
        periods: { of: 2, breaching: 1 },
      },
    ],
    charts: [
      {
        title: 'Table: units read, written',
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
        meaning: 'The database is at its maximum capacity.',
        metric: use,
        threshold: 90,
        periods: sustained,
      },
      {
        name: 'DatabaseConnections',
        meaning: 'The database has almost no free connections.',
        metric: connections,
        // Aurora accepts 1,669 connections at a limit of 8 units (16 GiB).
        threshold: 1300,
      },
    ],
    charts: [
      { title: 'Database: share of its maximum capacity (%)', metrics: [use] },
      { title: 'Database: connections', metrics: [connections] },
      {
        title: 'Database: storage used (bytes)',
        metrics: [cluster.metricVolumeBytesUsed({ period: Duration.hours(1) })],
      },
    ],
  };
}
