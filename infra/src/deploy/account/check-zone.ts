import { type Check, fatal } from './check.ts';
import { AwsRefusal } from './connect-aws.ts';

/** Certificates wait for hours, and then fail, where the names that prove them are written elsewhere. */
export const checkZone: Check = {
  what: 'whether the hosted zone is this account’s',
  async look(aws, { deployment: { domain, region } }) {
    if (!domain) return [];
    const { zoneId, zoneName } = domain;
    const remedy = 'Route 53 → Hosted zones lists the ids and names: --zone ID:NAME';
    try {
      const zone = await aws.get({ service: 'route53', region }, `/2013-04-01/hostedzone/${zoneId}`);
      const name = /<Name>(?<name>[^<]+?)\.?<\/Name>/u.exec(zone)?.groups?.name;
      if (name !== zoneName)
        return [fatal(`Route 53: the zone ${zoneId} is that of ${name}, not of ${zoneName}; ${remedy}`)];
      if (/<PrivateZone>true</u.test(zone))
        return [
          fatal(`Route 53: the zone ${zoneId} is a private one, which certificates need public; ${remedy}`),
        ];
      return [];
    } catch (error) {
      if (error instanceof AwsRefusal && error.code === 'NoSuchHostedZone')
        return [fatal(`Route 53: this account has no zone ${zoneId}; ${remedy}`)];
      throw error;
    }
  },
};
