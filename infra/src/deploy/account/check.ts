import type { Deployment } from '../../settings.ts';
import type { Aws } from './connect-aws.ts';
import { AwsRefusal } from './connect-aws.ts';
import type { DeployedStack } from './stack.ts';

/** A limit of an account, as Service Quotas knows it: the same code in every region and account. */
export type Quota = { service: string; code: string; name: string };

type Answer = { Quota: { Value: number } };

/** What an account is allowed: what was agreed on with it, or what everybody is. */
export async function readQuota(aws: Aws, { service, code }: Quota, region: string): Promise<number> {
  const ask = async (operation: string) => {
    const question = { ServiceCode: service, QuotaCode: code };
    const place = { service: 'servicequotas', region } as const;
    return (await aws.json(place, `ServiceQuotasV20190624.${operation}`, question)) as Answer;
  };
  const { Quota } = await ask('GetServiceQuota').catch((error: unknown) => {
    if (error instanceof AwsRefusal && error.code === 'NoSuchResourceException')
      return ask('GetAWSDefaultServiceQuota');
    throw error;
  });
  return Quota.Value;
}

export const describeIncrease = ({ service, code, name }: Quota, region: string, value: number): string =>
  `ask for ${value}: Service Quotas → “${name}” (${code}), or aws service-quotas request-service-quota-increase --region ${region} --service-code ${service} --quota-code ${code} --desired-value ${value}`;

type Numbers = { region: string; allowed: number; used: number; needed: number };

/** That as much is free as is needed. */
export function compare(quota: Quota, { region, allowed, used, needed }: Numbers): Finding[] {
  if (allowed - used >= needed) return [];
  return [
    fatal(
      `${quota.name}, ${region}: ${used} of ${allowed} are in use and ${needed} more are needed; ${describeIncrease(quota, region, used + needed)}`,
    ),
  ];
}

/** What was found out about an account that whoever deploys has to know. */
export type Finding = {
  /** Whether the deployment would fail. */
  isFatal: boolean;
  /** What is wrong and what to do. */
  text: string;
};

export type CheckContext = {
  deployment: Deployment;
  /** What is deployed there already: what belongs to it is counted already, and not made again. */
  standing: DeployedStack | undefined;
};

/** One thing to look at before a deployment. */
export type Check = {
  /** As it is named where it was not looked at. */
  what: string;
  look(aws: Aws, situation: CheckContext): Promise<Finding[]>;
};

export const fatal = (text: string): Finding => ({ isFatal: true, text });
export const warning = (text: string): Finding => ({ isFatal: false, text });
