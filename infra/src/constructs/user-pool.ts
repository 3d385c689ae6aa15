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

/* Whoever forgot their password is mailed a code by a job, and who cancelled the account is removed by one. */
const forJobs = [
  'cognito-idp:AdminDeleteUser',
  'cognito-idp:AdminGetUser',
  'cognito-idp:AdminUpdateUserAttributes',
];
/* `vitrine user` makes people and sets passwords. */
const forCommands = [
  'cognito-idp:AdminConfirmSignUp',
  'cognito-idp:AdminCreateUser',
  'cognito-idp:AdminSetUserPassword',
];

type Props = { deployment: Deployment; key: Key; mail: MailIdentity; publicUrl: string };

/** Behind the port of identity: a user pool that keeps passwords and mails codes. */
export class AppUserPool extends Construct implements ResourceBinding {
  readonly pool: UserPool;
  readonly settings: Settings;
  readonly #permissions: (actor: Actor) => PolicyStatement[];

  constructor(scope: Construct, id: string, { deployment, key, mail, publicUrl }: Props) {
    super(scope, id);
    const { region, sendsCodesBySes, destroysData } = deployment;
    this.pool = new UserPool(this, 'Pool', {
      featurePlan: FeaturePlan.ESSENTIALS,
      // Vitrine knows accounts by id, and finds them by name or address itself.
      signInAliases: { username: true },
      signInCaseSensitive: true,
      selfSignUpEnabled: true,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // Vitrine's own rule, so that what it takes is not refused here.
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
        // One message serves every code: of registering, of a forgotten password, of another address.
        emailBody: `Your code is {####}. Enter it where you asked for it, at ${publicUrl}`,
      },
      deletionProtection: !destroysData,
      removalPolicy: destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    if (sendsCodesBySes) mailBySes(this.pool, mail);
    suppressFinding(
      this.pool,
      'COG1',
      'Length is what makes a password: Vitrine asks for ten characters of any kind (NIST 800-63B).',
    );
    suppressFinding(this.pool, 'COG2', 'Vitrine has no page for a second factor yet.');
    suppressFinding(
      this.pool,
      'COG8',
      'What the plus plan adds is threat protection: paid for by head, and Vitrine limits attempts itself.',
    );
    suppressFinding(
      this.pool,
      'COG3',
      'Attempts are limited by Vitrine and by the firewall; threat protection is paid for by head.',
    );

    const client = this.pool.addClient('Server', {
      authFlows: { userPassword: true },
      generateSecret: true,
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(60),
      idTokenValidity: Duration.minutes(60),
      // As long as somebody may stay away and still be logged in.
      refreshTokenValidity: Duration.days(365),
    });
    const secret = new Secret(this, 'ClientSecret', {
      description: 'The app client of Vitrine’s user pool',
      encryptionKey: key,
      secretStringValue: client.userPoolClientSecret,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    suppressFinding(secret, 'SMG4', 'It is Cognito’s copy: a new one comes with a new app client.');

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

/** In the name of the identity that mail comes from, the hosted zone's: CDK itself would have the sender be directly at it. */
function mailBySes(pool: UserPool, { identityArn, from }: MailIdentity): void {
  (pool.node.defaultChild as CfnUserPool).emailConfiguration = {
    emailSendingAccount: 'DEVELOPER',
    from,
    sourceArn: identityArn,
  };
}
