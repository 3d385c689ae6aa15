import type { Deployment } from '../../settings.ts';
import { type Check, fatal, warning } from './check.ts';
import { AwsRefusal } from './connect-aws.ts';

/** A certificate waits for hours, and then fails, if its DNS records are in another zone. */
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

type Account = { ProductionAccessEnabled: boolean; SendingEnabled: boolean };

/** Checks that SES sends mail, and to everyone. */
export const checkSending: Check = {
  what: 'whether SES is out of its sandbox',
  async look(aws, { deployment: { region } }) {
    const account = JSON.parse(await aws.get({ service: 'email', region }, '/v2/email/account')) as Account;
    return [
      ...(account.SendingEnabled
        ? []
        : [
            warning(
              `SES, ${region}: it sends no mail for this account any more; see SES → Account dashboard for why, and ask for a review.`,
            ),
          ]),
      ...(account.ProductionAccessEnabled
        ? []
        : [
            warning(
              `SES, ${region}: the account is in the sandbox, and mail goes to addresses alone that SES has confirmed; ask for production access, SES → Account dashboard (docs/deploy-aws.md, Mail out of the sandbox).`,
            ),
          ]),
    ];
  },
};

/** Returns the identity that SES verifies. */
const senderOf = ({ domain, mailFrom }: Deployment): string => domain?.zoneName ?? mailFrom;

/** CloudFormation creates the sender's identity, and fails if it exists. */
export const checkSender: Check = {
  what: 'whether SES has a sender of that name already',
  async look(aws, { deployment, standing }) {
    if (standing) return [];
    const { region } = deployment;
    const sender = senderOf(deployment);
    try {
      await aws.get({ service: 'email', region }, `/v2/email/identities/${encodeURIComponent(sender)}`);
    } catch (error) {
      if (error instanceof AwsRefusal && error.code === 'NotFoundException') return [];
      throw error;
    }
    return [
      fatal(
        `SES, ${region}: it has the identity ${sender} already, of an earlier deployment or of something else, and CloudFormation makes it only where there is none; if nothing else sends in its name, aws sesv2 delete-email-identity --region ${region} --email-identity ${sender}`,
      ),
    ];
  },
};
