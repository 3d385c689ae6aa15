import { Duration, Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';

/** What of a part is looked at: what wakes somebody up, and what is drawn. */
export type MonitoringSpec = { alarms: AlarmRule[]; charts: Chart[] };

/** What every chart and alarm counts by. */
export const period = Duration.minutes(5);
/** Not once, but for most of a quarter of an hour. */
export const sustained = { of: 3, breaching: 2 };

/**
 * Several numbers as one. What counts failures is published where there are some alone, and a sum of which one part is missing is
 * missing itself: each is taken as none where nothing was counted.
 */
export const sumOf = (usingMetrics: Record<string, IMetric>): MathExpression =>
  new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics,
    period,
  });

export const mergeSpecs = (specs: readonly MonitoringSpec[]): MonitoringSpec => ({
  alarms: specs.flatMap(({ alarms }) => alarms),
  charts: specs.flatMap(({ charts }) => charts),
});

export type AlarmRule = {
  /** As docs/operations-aws.md names it. */
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

type MonitoringProps = { notices: ITopic; alarms: readonly AlarmRule[]; charts: readonly Chart[] };

/** Tells when something is wrong, and shows on one page how it goes. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, { notices, alarms, charts }: MonitoringProps) {
    super(scope, id);
    const made = alarms.map(({ name, meaning, metric, threshold, periods, isFloor }) => {
      const alarm = new Alarm(this, name, {
        alarmDescription: `${meaning} See docs/operations-aws.md, ${name}.`,
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

type NoticesProps = { deployment: Deployment; key: Key };

/** Where whoever runs the gallery is told: of alarms, of mail that came back, of a budget that is nearly spent. */
export function createNotices(scope: Construct, { deployment, key }: NoticesProps): Topic {
  const { alarmEmail, monthlyBudget } = deployment;
  const topic = new Topic(scope, 'Notices', { displayName: 'Vitrine', masterKey: key, enforceSSL: true });
  if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
  for (const service of ['cloudwatch', 'ses', 'budgets'])
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
      }),
    );

  const tell = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
    notification: {
      notificationType,
      threshold,
      comparisonOperator: 'GREATER_THAN',
      thresholdType: 'PERCENTAGE',
    },
    subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
  });
  const budget = new CfnBudget(scope, 'Budget', {
    budget: {
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyBudget, unit: 'USD' },
    },
    notificationsWithSubscribers: [tell('ACTUAL', 80), tell('FORECASTED', 100)],
  });
  budget.node.addDependency(topic);
  return topic;
}
