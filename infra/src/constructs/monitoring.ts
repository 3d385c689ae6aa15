import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export type AlarmRule = {
  /** As docs/operations.md names it. */
  name: string;
  /** What it means, in a line. */
  meaning: string;
  metric: IMetric;
  threshold: number;
  /** In how many periods of the last ones. */
  periods?: { of: number; breaching: number };
  /** Whether too little is what is wrong. */
  isFloor?: true;
};

export type Chart = { title: string; metrics: IMetric[] };

type Needs = { notices: ITopic; alarms: readonly AlarmRule[]; charts: readonly Chart[] };

/** Tells when something is wrong, and shows on one page how it goes. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, { notices, alarms, charts }: Needs) {
    super(scope, id);
    const made = alarms.map(({ name, meaning, metric, threshold, periods, isFloor }) => {
      const alarm = new Alarm(this, name, {
        alarmDescription: `${meaning} See docs/operations.md, ${name}.`,
        metric,
        threshold,
        evaluationPeriods: periods?.of ?? 1,
        datapointsToAlarm: periods?.breaching ?? 1,
        comparisonOperator: isFloor
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(notices));
      alarm.addOkAction(new SnsAction(notices));
      return alarm;
    });
    const dashboard = new Dashboard(this, 'Dashboard');
    dashboard.addWidgets(new AlarmStatusWidget({ alarms: made, width: 24 }));
    dashboard.addWidgets(
      ...charts.map(({ title, metrics }) => new GraphWidget({ title, left: metrics, width: 8 })),
    );
  }
}
