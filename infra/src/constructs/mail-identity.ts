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

/** Binds the mail port to SES: a sender with DKIM, and notices about bounces. */
export class MailIdentity extends Construct implements ResourceBinding {
  readonly settings: Settings;
  /** The identity that SES has verified: the hosted zone, or the sender's address. */
  readonly identityArn: string;
  /** The sender as recipients see it: a name and an address. */
  readonly from: string;
  readonly accepted: Readonly<Record<string, string>>;
  readonly #anyIdentity: string;
  readonly #set: ConfigurationSet;
  readonly #sender: string;

  constructor(scope: Construct, id: string, { deployment, notices }: Props) {
    super(scope, id);
    const { domain, mailFrom, region } = deployment;
    this.#sender = mailFrom;
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
        'The sandbox also checks the recipients’ identities. A condition fixes the sender.',
    };
    const set = { value: this.#set.configurationSetName, example: 'vitrine' };
    this.settings = {
      mail: formatDeployed({ set }, (parts) => `ses://?region=${region}&configurationSet=${parts.set}`),
      mailFrom: this.from,
    };
  }

  /** Only jobs send mail. `vitrine doctor` reads the identity, with the role of the server that it runs on. */
  permissions(actor: Actor): PolicyStatement[] {
    if (actor === 'api' || actor === 'migration') return [];
    const setArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.#set.configurationSetName,
    });
    const sending = new PolicyStatement({
      // The server sends complete MIME messages, which SES calls raw.
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      // In the sandbox, SES also checks permissions on the recipients' identities. The condition fixes the sender.
      resources: [this.#anyIdentity, setArn],
      conditions: { StringEquals: { 'ses:FromAddress': this.#sender } },
    });
    if (actor === 'worker') return [sending];
    const inspecting = new PolicyStatement({
      actions: ['ses:GetEmailIdentity', 'ses:GetConfigurationSet'],
      resources: [this.identityArn, setArn],
    });
    return [sending, inspecting];
  }
}
