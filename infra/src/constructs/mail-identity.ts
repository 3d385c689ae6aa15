import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { wildcardFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import { removalPolicyOf } from './data-protection.ts';
import type { Actor, ResourceBinding, Settings } from './resource-binding.ts';
import { formatDeployed } from './resource-binding.ts';

type Props = { deployment: Deployment; notices: Topic };

/** Behind the port of mail: who may send it in whose name, signed with DKIM; what bounces is told of. */
export class MailIdentity extends Construct implements ResourceBinding {
  readonly settings: Settings;
  /** What SES has found to be ours: the hosted zone, or the one address. */
  readonly identityArn: string;
  /** As people see it: a name and an address. */
  readonly from: string;
  readonly accepted: Readonly<Record<string, string>>;
  readonly #anyIdentity: string;
  readonly #set: ConfigurationSet;
  readonly #address: string;

  constructor(scope: Construct, id: string, { deployment, notices }: Props) {
    super(scope, id);
    const { domain, mailFrom, region } = deployment;
    this.#address = mailFrom;
    this.from = `Vitrine <${mailFrom}>`;
    this.#set = new ConfigurationSet(this, 'Sending', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.#set.addEventDestination('Returns', {
      destination: EventDestination.snsTopic(notices),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    const identity = new EmailIdentity(this, 'Identity', {
      identity: domain
        ? Identity.publicHostedZone(
            PublicHostedZone.fromPublicHostedZoneAttributes(this, 'Zone', {
              hostedZoneId: domain.zoneId,
              zoneName: domain.zoneName,
            }),
          )
        : Identity.email(mailFrom),
      configurationSet: this.#set,
      ...(domain && { dkimSigning: true, mailFromDomain: `mail.${domain.zoneName}` }),
    });
    identity.applyRemovalPolicy(removalPolicyOf(deployment));
    this.identityArn = identity.emailIdentityArn;
    this.#anyIdentity = Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' });
    this.accepted = {
      [wildcardFinding(this, 'ses', 'identity')]:
        'Receivers that SES has confirmed are asked for as well; the address it comes from is a condition.',
    };
    const set = { value: this.#set.configurationSetName, example: 'vitrine' };
    this.settings = {
      mail: formatDeployed({ set }, (parts) => `ses://?region=${region}&configurationSet=${parts.set}`),
      mailFrom: this.from,
    };
  }

  /** Mail is sent by jobs. `vitrine doctor` looks at what it is sent by, with the role of the machine that it is run on. */
  permissions(actor: Actor): PolicyStatement[] {
    if (actor === 'api' || actor === 'migration') return [];
    const setArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.#set.configurationSetName,
    });
    const sending = new PolicyStatement({
      // Mails are whole messages, which SES calls raw.
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      // While the account is in the sandbox, SES asks for the identities of receivers as well. Who it comes from is the condition's.
      resources: [this.#anyIdentity, setArn],
      conditions: { StringEquals: { 'ses:FromAddress': this.#address } },
    });
    if (actor === 'worker') return [sending];
    const looking = new PolicyStatement({
      actions: ['ses:GetEmailIdentity', 'ses:GetConfigurationSet'],
      resources: [this.identityArn, setArn],
    });
    return [sending, looking];
  }
}
