import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { period, persistently, type Watch } from './watch.ts';

const gigabyte = 1024 ** 3;

export function watchInstance(instance: DatabaseInstance): Watch {
  const processor = instance.metricCPUUtilization({ period });
  const free = instance.metricFreeStorageSpace({ period, statistic: Stats.MINIMUM });
  return {
    alarms: [
      {
        name: 'DatabaseBusy',
        meaning: 'The database’s processors are at 90 %.',
        metric: processor,
        threshold: 90,
        periods: persistently,
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
        periods: persistently,
      },
    ],
    charts: [
      { title: 'Database: processors (%)', metrics: [processor] },
      { title: 'Database: bytes free', metrics: [free] },
      { title: 'Database: connections', metrics: [instance.metricDatabaseConnections({ period })] },
    ],
  };
}
