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
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';

export type AlarmRule = {
  /** The heading of the alarm in docs/operations-aws.md. */
  name: string;
  /** One line for the e-mail. */
  meaning: string;
  metric: IMetric;
  threshold: number;
  /** The number of breaching periods, of the last periods, that trigger the alarm. Default: one of one. */
  periods?: { of: number; breaching: number };
  /** The alarm triggers below the threshold instead of above it. */
  isFloor?: true;
};

export type Chart = { title: string; metrics: IMetric[] };

/** The alarms and charts of one resource. */
export type MonitoringSpec = { alarms: AlarmRule[]; charts: Chart[] };

/** Every chart and alarm aggregates over this period. */
export const period = Duration.minutes(5);
/** Two of the last three periods. */
export const sustained = { of: 3, breaching: 2 };

/**
 * Adds up metrics. AWS publishes metrics of failures only when there are some, and a sum with a missing part is missing
 * too, so each missing part counts as zero.
 */
export const sumOf = (usingMetrics: Record<string, IMetric>): MathExpression =>
  new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics,
    period,
  });

type Props = { notices: ITopic; specs: readonly MonitoringSpec[] };

/** Creates the alarms of all specs, and one dashboard with all alarms and charts. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, { notices, specs }: Props) {
    super(scope, id);
    const alarms = specs.flatMap((spec) => spec.alarms).map((rule) => createAlarm(this, rule, notices));
    const charts = specs.flatMap((spec) => spec.charts);
    const dashboard = new Dashboard(this, 'Dashboard');
    dashboard.addWidgets(new AlarmStatusWidget({ alarms, width: 24 }));
    dashboard.addWidgets(
      ...charts.map(({ title, metrics }) => new GraphWidget({ title, left: metrics, width: 8 })),
    );
  }
}

function createAlarm(
  scope: Construct,
  { name, meaning, metric, threshold, periods, isFloor }: AlarmRule,
  notices: ITopic,
): Alarm {
  const alarm = new Alarm(scope, name, {
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
}

/** Creates the topic that sends alarms, bounced mail and budget warnings to the operator. */
export function createNotices(
  scope: Construct,
  { deployment, key }: { deployment: Deployment; key: Key },
): Topic {
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

  const notify = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
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
    notificationsWithSubscribers: [notify('ACTUAL', 80), notify('FORECASTED', 100)],
  });
  budget.node.addDependency(topic);
  return topic;
}
