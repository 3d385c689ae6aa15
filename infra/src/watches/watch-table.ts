import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type ITableV2, Operation } from 'aws-cdk-lib/aws-dynamodb';
import { period, persistently, sumOf, type Watch } from './watch.ts';

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

export function watchTable(table: ITableV2): Watch {
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
        periods: persistently,
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
