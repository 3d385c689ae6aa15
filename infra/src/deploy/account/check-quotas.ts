import type { Deployment } from '../../settings.ts';
import type { Check } from './check.ts';
import { compare, describeIncrease, fatal, type Quota, readQuota, warning } from './check.ts';
import { type Aws, type Endpoint, readElement, readPages } from './connect-aws.ts';

const quota: Quota = { service: 'lambda', code: 'L-B99A9384', name: 'Concurrent executions' };
/* The worker uses up to fifty, forty of them for pictures. Requests need as many. */
const wanted = 100;

type Settings = { AccountLimit: { ConcurrentExecutions: number; UnreservedConcurrentExecutions: number } };

/** Checks the concurrent functions that the account has not reserved for other functions. */
export const checkFunctions: Check = {
  what: `${quota.name} of Lambda (${quota.code})`,
  async look(aws, { deployment: { region } }) {
    const answer = await aws.get({ service: 'lambda', region }, '/2016-08-19/account-settings/');
    const { ConcurrentExecutions: all, UnreservedConcurrentExecutions: free } = (
      JSON.parse(answer) as Settings
    ).AccountLimit;
    if (free >= wanted) return [];
    const request = describeIncrease(quota, region, all - free + wanted);
    return free < 1
      ? [fatal(`Lambda, ${region}: all ${all} functions at once are reserved for others; ${request}`)]
      : [
          warning(
            `Lambda, ${region}: ${free} functions run at once here, which the worker alone uses up when photos come in, and visitors are turned away meanwhile; ${request}`,
          ),
        ];
  },
};

/** A quota that is small enough to block this app. */
type Limit = {
  quota: Quota;
  /** The region that counts resources without a region. */
  countedIn?: string;
  /** The number that a first deployment adds. */
  needed(deployment: Deployment): number;
  /** Counts what exists. Some services also return how many are allowed. */
  count(aws: Aws, region: string): Promise<{ used: number; allowed?: number }>;
};

const hasNetwork = ({ shape }: Deployment) => shape !== 'serverless';
const elements = (xml: string, name: string): number => xml.split(`<${name}>`).length - 1;

const askEc2 = (aws: Aws, region: string, action: string, parameters: Record<string, string> = {}) =>
  aws.query({ service: 'ec2', region }, '2016-11-15', action, parameters);

/* Counts on-demand instances of the families that share one quota. */
async function countProcessors(aws: Aws, region: string): Promise<number> {
  const running = {
    ...{ 'Filter.1.Name': 'instance-state-name', MaxResults: '1000' },
    ...{ 'Filter.1.Value.1': 'pending', 'Filter.1.Value.2': 'running' },
  };
  const pages = await readPages(
    (mark) => askEc2(aws, region, 'DescribeInstances', { ...running, ...(mark && { NextToken: mark }) }),
    'nextToken',
  );
  return pages
    .flatMap((page) => page.split('<instanceId>').slice(1))
    .filter((machine) => /^(a|c|d|h|i|im|is|m|r|t|z)\d/u.test(readElement(machine, 'instanceType') ?? ''))
    .filter((machine) => readElement(machine, 'instanceLifecycle') !== 'spot')
    .reduce(
      (sum, machine) =>
        sum + Number(readElement(machine, 'coreCount')) * Number(readElement(machine, 'threadsPerCore')),
      0,
    );
}

/* RDS itself returns the usage and the quota. */
async function countDatabases(aws: Aws, region: string, name: 'DBInstances' | 'DBClusters') {
  const answer = await aws.query({ service: 'rds', region }, '2014-10-31', 'DescribeAccountAttributes');
  const quota = answer
    .split('</AccountQuota>')
    .find((part) => readElement(part, 'AccountQuotaName') === name);
  if (!quota) throw new Error(`RDS says nothing of ${name}`);
  return { used: Number(readElement(quota, 'Used')), allowed: Number(readElement(quota, 'Max')) };
}

async function countOfCloudFront(aws: Aws, list: string, element: string): Promise<{ used: number }> {
  const target: Endpoint = { service: 'cloudfront', region: 'us-east-1' };
  const pages = await readPages(
    (mark) => aws.get(target, `/2020-05-31/${list}${mark && `&Marker=${encodeURIComponent(mark)}`}`),
    'NextMarker',
  );
  return { used: pages.reduce((sum, page) => sum + elements(page, element), 0) };
}

/** The quotas that this app may exhaust. */
const limits: readonly Limit[] = [
  {
    quota: { service: 'vpc', code: 'L-F678F1CE', name: 'VPCs per Region' },
    needed: (deployment) => (hasNetwork(deployment) ? 1 : 0),
    count: async (aws, region) => ({
      used: elements(await askEc2(aws, region, 'DescribeVpcs'), 'vpcId'),
    }),
  },
  {
    quota: { service: 'ec2', code: 'L-0263D0A3', name: 'EC2-VPC Elastic IPs' },
    // Each NAT gateway needs one.
    needed: (deployment) => (hasNetwork(deployment) ? (deployment.isMultiZone ? 2 : 1) : 0),
    count: async (aws, region) => ({
      used: elements(await askEc2(aws, region, 'DescribeAddresses'), 'allocationId'),
    }),
  },
  {
    quota: {
      ...{ service: 'ec2', code: 'L-1216C47A' },
      name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
    },
    // Two servers with two processors each, and a third while a deployment replaces them.
    needed: ({ shape }) => (shape === 'servers' ? 6 : 0),
    count: async (aws, region) => ({ used: await countProcessors(aws, region) }),
  },
  {
    quota: { service: 'rds', code: 'L-952B80B8', name: 'DB clusters' },
    needed: ({ database }) => (database === 'postgres' ? 1 : 0),
    count: (aws, region) => countDatabases(aws, region, 'DBClusters'),
  },
  {
    quota: { service: 'rds', code: 'L-7B6409FD', name: 'DB instances' },
    needed: ({ database, isMultiZone }) =>
      database === 'dynamodb' ? 0 : database === 'postgres' && isMultiZone ? 2 : 1,
    count: (aws, region) => countDatabases(aws, region, 'DBInstances'),
  },
  {
    quota: { service: 'cloudfront', code: 'L-24B04930', name: 'Web distributions per AWS account' },
    countedIn: 'us-east-1',
    needed: () => 1,
    count: (aws) => countOfCloudFront(aws, 'distribution?MaxItems=100', 'DistributionSummary'),
  },
  {
    quota: { service: 'cloudfront', code: 'L-7D134442', name: 'Cache policies per AWS account' },
    countedIn: 'us-east-1',
    needed: () => 1,
    count: (aws) => countOfCloudFront(aws, 'cache-policy?Type=custom', 'CachePolicySummary'),
  },
  {
    quota: { service: 'cloudfront', code: 'L-CF0D4FC5', name: 'Response headers policies per AWS account' },
    countedIn: 'us-east-1',
    needed: () => 1,
    count: (aws) =>
      countOfCloudFront(aws, 'response-headers-policy?Type=custom', 'ResponseHeadersPolicySummary'),
  },
];

/** Returns the checks of all quotas that a first deployment uses. A later deployment adds nothing. */
export const quotaChecks = (deployment: Deployment): Check[] =>
  limits
    .filter(({ needed }) => needed(deployment) > 0)
    .map(({ quota, countedIn, needed, count }) => ({
      what: `${quota.name} (${quota.code})`,
      async look(aws, { standing }) {
        if (standing) return [];
        const region = countedIn ?? deployment.region;
        const { used, allowed = await readQuota(aws, quota, region) } = await count(aws, region);
        return compare(quota, { region, allowed, used, needed: needed(deployment) });
      },
    }));
