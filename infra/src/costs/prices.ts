import type { Deployment } from '../settings.ts';

/** List prices of us-east-1 in US dollars, from the middle of 2025. Free tiers count only if a comment says so. */
export const prices = {
  key: 1,
  secret: 0.4,
  firewall: 5,
  firewallRule: 1,
  firewallMillion: 0.6,
  /** Ten alarms are free. */
  alarm: 0.1,
  functionGigabyteSecond: 0.0000133334,
  functionMillion: 0.2,
  gatewayMillion: 1,
  queueMillion: 0.4,
  tableWriteMillion: 0.625,
  tableReadMillion: 0.125,
  /** Includes point-in-time recovery. Each of the 35 nightly backups is complete. */
  tableGigabyte: 0.25 + 0.2,
  backupGigabyte: 0.1,
  storeGigabyte: 0.023,
  storePutThousand: 0.005,
  storeGetThousand: 0.0004,
  /** The first price tier. The first terabyte of a month is free. */
  deliveryGigabyte: 0.085,
  deliveryFreeGigabytes: 1024,
  deliveryMillion: 1,
  deliveryFreeMillions: 10,
  auroraUnitHour: 0.12,
  auroraGigabyte: 0.1,
  auroraMillion: 0.2,
  outletHour: 0.045 + 0.005,
  outletGigabyte: 0.045,
  balancerHour: 0.0225,
  balancerUnitHour: 0.008,
  /** t4g.medium: two processors, 4 GB. */
  machineHour: 0.0336,
  diskGigabyte: 0.08,
  /** db.t4g.medium, db.r7g.large and db.r7g.4xlarge. */
  databaseHour: { medium: 0.065, large: 0.218, large4: 1.744 },
  databaseGigabyte: 0.115,
  mailThousand: 0.1,
  /** Cognito, plan “essentials”. The first ten thousand a month are free. */
  person: 0.015,
  freePeople: 10_000,
} as const;

export const pricesOf = 'list prices of us-east-1, middle of 2025';
export const hoursAMonth = 730;

export type CostLine = { what: string; dollars: number };

/** Returns the costs of a month without visitors. */
export function fixedCosts({
  shape,
  database,
  isMultiZone,
  identity,
}: Pick<Deployment, 'shape' | 'database' | 'isMultiZone' | 'identity'>): CostLine[] {
  const hasNetwork = shape !== 'serverless';
  // Signing, user pool, CloudFront header, database password.
  const secrets = [true, identity === 'cognito', shape !== 'servers', database !== 'dynamodb'].filter(
    Boolean,
  ).length;
  const outlets = isMultiZone ? 2 : 1;
  // The worker runs regular jobs every five minutes, for a second each time.
  const wakes = (hoursAMonth * 60) / 5;
  return [
    { what: 'firewall: web ACL and six rules', dollars: prices.firewall + 6 * prices.firewallRule },
    { what: `encryption key, ${secrets} secrets`, dollars: prices.key + secrets * prices.secret },
    ...(hasNetwork
      ? [
          {
            what: `NAT gateways: ${outlets}`,
            dollars: outlets * prices.outletHour * hoursAMonth,
          },
        ]
      : []),
    ...(database === 'postgres'
      ? [
          {
            what: `Aurora at its minimum, half a unit${isMultiZone ? ', twice' : ''}`,
            dollars: outlets * 0.5 * prices.auroraUnitHour * hoursAMonth,
          },
        ]
      : []),
    ...(shape === 'servers'
      ? [
          {
            what: 'two servers (t4g.medium) and their disks',
            dollars: 2 * (prices.machineHour * hoursAMonth + 16 * prices.diskGigabyte),
          },
          { what: 'load balancer', dollars: prices.balancerHour * hoursAMonth },
        ]
      : [
          {
            what: 'the worker, every five minutes',
            dollars: wakes * 3 * prices.functionGigabyteSecond + (wakes / 1e6) * prices.functionMillion,
          },
        ]),
    ...(database === 'mariadb'
      ? [
          {
            what: `database (db.t4g.medium, 20 GB)${isMultiZone ? ', twice' : ''}`,
            dollars: outlets * (prices.databaseHour.medium * hoursAMonth + 20 * prices.databaseGigabyte),
          },
        ]
      : []),
  ];
}
