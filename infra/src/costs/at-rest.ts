import type { Deployment } from '../settings.ts';
import { hoursAMonth, prices } from './prices.ts';

export { pricesOf } from './prices.ts';

export type CostLine = { what: string; dollars: number };

/** What a month costs in which nobody comes. */
export function atRest({
  shape,
  database,
  isMultiZone,
  identity,
}: Pick<Deployment, 'shape' | 'database' | 'isMultiZone' | 'identity'>): CostLine[] {
  const hasNetwork = shape !== 'serverless';
  // Of signing, of the user pool, of CloudFront towards the HTTP API, and the password of a database.
  const secrets = [true, identity === 'cognito', shape !== 'servers', database !== 'dynamodb'].filter(
    Boolean,
  ).length;
  const outlets = isMultiZone ? 2 : 1;
  // Every five minutes the worker looks around for a second.
  const wakes = (hoursAMonth * 60) / 5;
  return [
    { what: 'firewall: its list and six rules', dollars: prices.firewall + 6 * prices.firewallRule },
    { what: `encryption key, ${secrets} secrets`, dollars: prices.key + secrets * prices.secret },
    ...(hasNetwork
      ? [
          {
            what: `the network’s way out (NAT), ${outlets} of it`,
            dollars: outlets * prices.outletHour * hoursAMonth,
          },
        ]
      : []),
    ...(database === 'postgres'
      ? [
          {
            what: `Aurora at its least, half a unit${isMultiZone ? ', twice' : ''}`,
            dollars: outlets * 0.5 * prices.auroraUnitHour * hoursAMonth,
          },
        ]
      : []),
    ...(shape === 'servers'
      ? [
          {
            what: 'two machines (t4g.medium) and their disks',
            dollars: 2 * (prices.machineHour * hoursAMonth + 16 * prices.diskGigabyte),
          },
          { what: 'balancer', dollars: prices.balancerHour * hoursAMonth },
        ]
      : [
          {
            what: 'the worker looking around every five minutes',
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
