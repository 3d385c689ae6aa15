import { type ITableV2, Operation } from 'aws-cdk-lib/aws-dynamodb';
import { period, persistently, type Watch } from './watch.ts';

export function watchTable(table: ITableV2): Watch {
  const operations = [
    Operation.GET_ITEM,
    Operation.PUT_ITEM,
    Operation.UPDATE_ITEM,
    Operation.QUERY,
    Operation.TRANSACT_WRITE_ITEMS,
  ];
  const throttled = table.metricThrottledRequestsForOperations({ operations, period });
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
        metric: table.metricSystemErrorsForOperations({ operations, period }),
        threshold: 5,
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
