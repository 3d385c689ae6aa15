import { type Finding, fatal } from './check.ts';
import { type Aws, AwsRefusal } from './connect-aws.ts';

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

export const askForMore = ({ service, code, name }: Quota, region: string, value: number): string =>
  `ask for ${value}: Service Quotas → “${name}” (${code}), or aws service-quotas request-service-quota-increase --region ${region} --service-code ${service} --quota-code ${code} --desired-value ${value}`;

type Numbers = { region: string; allowed: number; used: number; needed: number };

/** That as much is free as is needed. */
export function compare(quota: Quota, { region, allowed, used, needed }: Numbers): Finding[] {
  if (allowed - used >= needed) return [];
  return [
    fatal(
      `${quota.name}, ${region}: ${used} of ${allowed} are in use and ${needed} more are needed; ${askForMore(quota, region, used + needed)}`,
    ),
  ];
}
