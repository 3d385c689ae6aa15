import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { period, persistently, type Watch } from './watch.ts';

export function watchCluster(cluster: DatabaseCluster): Watch {
  const use = cluster.metricACUUtilization({ period });
  const connections = cluster.metricDatabaseConnections({ period, statistic: Stats.MAXIMUM });
  return {
    alarms: [
      {
        name: 'DatabaseBusy',
        meaning: 'The database is at the most that it may grow to.',
        metric: use,
        threshold: 90,
        periods: persistently,
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
