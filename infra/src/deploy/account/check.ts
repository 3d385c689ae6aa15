import type { Deployment } from '../../settings.ts';
import type { Aws } from './connect-aws.ts';
import { AwsRefusal } from './connect-aws.ts';
import type { DeployedStack } from './stack.ts';

/** A limit of an account in Service Quotas. Codes are the same in every region and account. */
export type Quota = { service: string; code: string; name: string };

type Answer = { Quota: { Value: number } };

/** Returns the account's own quota, or the default if it has none. */
export async function readQuota(aws: Aws, { service, code }: Quota, region: string): Promise<number> {
  const ask = async (operation: string) => {
    const question = { ServiceCode: service, QuotaCode: code };
    const target = { service: 'servicequotas', region } as const;
    return (await aws.json(target, `ServiceQuotasV20190624.${operation}`, question)) as Answer;
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

/** Reports a fatal finding if the free part of a quota is too small. */
export function compare(quota: Quota, { region, allowed, used, needed }: Numbers): Finding[] {
  if (allowed - used >= needed) return [];
  return [
    fatal(
      `${quota.name}, ${region}: ${used} of ${allowed} are in use and ${needed} more are needed; ${describeIncrease(quota, region, used + needed)}`,
    ),
  ];
}

/** The result of a check: a problem, and the remedy. */
export type Finding = {
  /** The deployment would fail. */
  isFatal: boolean;
  text: string;
};

export type CheckContext = {
  deployment: Deployment;
  /** The stack of an earlier deployment. Its resources exist, and the account's counts include them. */
  standing: DeployedStack | undefined;
};

/** One check of the account before a deployment. */
export type Check = {
  /** Names the check when it is skipped or fails. */
  what: string;
  look(aws: Aws, situation: CheckContext): Promise<Finding[]>;
};

export const fatal = (text: string): Finding => ({ isFatal: true, text });
export const warning = (text: string): Finding => ({ isFatal: false, text });
