import { createHmac, createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createRequire } from 'node:module';

export type PoolSettings = {
  poolId: string;
  region: string;
  clientId: string;
  clientSecret: string;
};

export const samplePool: PoolSettings = {
  poolId: 'us-east-1_Vitrine01',
  region: 'us-east-1',
  clientId: 'vitrineclient',
  clientSecret: randomBytes(24).toString('base64url'),
};

/** A mail that the user pool would send. */
export type SentCode = { source: string; username: string; to: string; code: string };

export const sentCodesFile = 'sent-codes.jsonl';

/** Returns the secret hash that a request of an app client must contain. */
export const secretHash = ({ clientId, clientSecret }: PoolSettings, username: string) =>
  createHmac('sha256', clientSecret).update(`${username}${clientId}`).digest('base64');

const { pem } = createRequire(import.meta.url)('cognito-local/lib/keys/cognitoLocal.private.json') as {
  pem: string;
};
/** The signing key of cognito-local, published in its package. */
const standInKey = createPrivateKey(pem);

/** Creates an access token of the pool. Claims and signer may be wrong on purpose. */
export function mintToken(
  { poolId, region, clientId }: PoolSettings,
  username: string,
  claims: object = {},
  { key = standInKey, kid = 'CognitoLocal' }: { key?: KeyObject; kid?: string } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = [
    encode({ alg: 'RS256', kid }),
    encode({
      ...{ iss: `https://cognito-idp.${region}.amazonaws.com/${poolId}`, client_id: clientId },
      ...{ sub: username, username, token_use: 'access', scope: 'aws.cognito.signin.user.admin' },
      ...{ auth_time: now, iat: now, exp: now + 3600 },
      ...claims,
    }),
  ].join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
