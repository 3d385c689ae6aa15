import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { period, persistently, type Watch } from './watch.ts';

export function watchFleet(group: AutoScalingGroup): Watch {
  const processor = new Metric({
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    dimensionsMap: { AutoScalingGroupName: group.autoScalingGroupName },
    period,
  });
  return {
    alarms: [
      {
        name: 'ServersBusy',
        meaning: 'The servers are at 90 %, and there are as many as there may be.',
        metric: processor,
        threshold: 90,
        periods: persistently,
      },
    ],
    charts: [{ title: 'Servers: processors (%)', metrics: [processor] }],
  };
}
