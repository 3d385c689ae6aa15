import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  type CfnUserPool,
  FeaturePlan,
  Mfa,
  UserPool,
  VerificationEmailStyle,
} from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import type { MailIdentity } from './mail-identity.ts';
import type { Actor, ResourceBinding, Settings } from './resource-binding.ts';
import { allowReading, formatDeployed, referToSecret } from './resource-binding.ts';

/* Jobs send password codes and remove deleted accounts. */
const forJobs = [
  'cognito-idp:AdminDeleteUser',
  'cognito-idp:AdminGetUser',
  'cognito-idp:AdminUpdateUserAttributes',
];
/* `vitrine user` creates users and sets passwords. */
const forCommands = [
  'cognito-idp:AdminConfirmSignUp',
  'cognito-idp:AdminCreateUser',
  'cognito-idp:AdminSetUserPassword',
];

type Props = { deployment: Deployment; key: Key; mail: MailIdentity; publicUrl: string };

/** Binds the identity port to a Cognito user pool, which stores passwords and mails codes. */
export class AppUserPool extends Construct implements ResourceBinding {
  readonly pool: UserPool;
  readonly settings: Settings;
  readonly #permissions: (actor: Actor) => PolicyStatement[];

  constructor(scope: Construct, id: string, { deployment, key, mail, publicUrl }: Props) {
    super(scope, id);
    const { region, sendsCodesBySes, destroysData } = deployment;
    this.pool = new UserPool(this, 'Pool', {
      featurePlan: FeaturePlan.ESSENTIALS,
      // The user name is the account's id. Vitrine itself finds accounts by name or e-mail address.
      signInAliases: { username: true },
      signInCaseSensitive: true,
      selfSignUpEnabled: true,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // The same rule as Vitrine's own, so that the pool accepts every password that Vitrine accepts.
      passwordPolicy: {
        minLength: 10,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
      },
      mfa: Mfa.OFF,
      userVerification: {
        emailStyle: VerificationEmailStyle.CODE,
        emailSubject: 'Your code for Vitrine',
        // One text serves all codes: registration, forgotten password, new e-mail address.
        emailBody: `Your code is {####}. Enter it where you asked for it, at ${publicUrl}`,
      },
      deletionProtection: !destroysData,
      removalPolicy: destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    if (sendsCodesBySes) sendCodesBySes(this.pool, mail);
    suppressFinding(
      this.pool,
      'COG1',
      'Vitrine requires ten characters of any kind, as NIST 800-63B recommends.',
    );
    suppressFinding(this.pool, 'COG2', 'Vitrine has no page for a second factor yet.');
    suppressFinding(
      this.pool,
      'COG8',
      'The plus plan adds threat protection at a price per user. Vitrine limits attempts itself.',
    );
    suppressFinding(
      this.pool,
      'COG3',
      'Vitrine and the firewall limit attempts. Threat protection has a price per user.',
    );

    const client = this.pool.addClient('Server', {
      authFlows: { userPassword: true },
      generateSecret: true,
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(60),
      idTokenValidity: Duration.minutes(60),
      // The longest absence after which a member is still logged in.
      refreshTokenValidity: Duration.days(365),
    });
    const secret = new Secret(this, 'ClientSecret', {
      description: 'The app client of Vitrine’s user pool',
      encryptionKey: key,
      secretStringValue: client.userPoolClientSecret,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    suppressFinding(secret, 'SMG4', 'Cognito changes this secret only with a new app client.');

    const parts = {
      pool: { value: this.pool.userPoolId, example: `${region}_AbCdEfGhI` },
      client: { value: client.userPoolClientId, example: '1h57kf5cpq17m0eml12EXAMPLE' },
    };
    this.settings = {
      identity: formatDeployed(
        parts,
        ({ pool, client }) => `cognito://${pool}?client=${client}&region=${region}`,
      ),
      identitySecret: referToSecret(secret),
    };
    this.#permissions = (actor) =>
      actor === 'migration'
        ? []
        : [
            new PolicyStatement({
              actions: [
                ...forJobs,
                ...(actor === 'worker' ? [] : ['cognito-idp:AdminUserGlobalSignOut']),
                ...(actor === 'server' ? forCommands : []),
              ],
              resources: [this.pool.userPoolArn],
            }),
            ...allowReading(secret, key, region),
          ];
  }

  permissions(actor: Actor): PolicyStatement[] {
    return this.#permissions(actor);
  }
}

/** Sends codes from the verified hosted zone. The CDK's own option requires a sender directly in that domain. */
function sendCodesBySes(pool: UserPool, { identityArn, from }: MailIdentity): void {
  (pool.node.defaultChild as CfnUserPool).emailConfiguration = {
    emailSendingAccount: 'DEVELOPER',
    from,
    sourceArn: identityArn,
  };
}
