/* `startCognitoServer` starts this process. It runs cognito-local with Amazon's checks in the working directory. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDefaultServer } from 'cognito-local/lib/server/index.js';
import { pino } from 'pino';
import { makeStrict } from './strict-user-pool.ts';
import type { PoolSettings } from './user-pool.ts';

const settings: PoolSettings = JSON.parse(process.argv[2] ?? '{}');
const { poolId, region, clientId, clientSecret } = settings;

mkdirSync('.cognito/db', { recursive: true });
const write = (path: string, content: unknown) => writeFileSync(`.cognito/${path}`, JSON.stringify(content));
write('config.json', {
  // The issuer of Amazon's tokens. The server would refuse cognito-local's own issuer.
  TokenConfig: { IssuerDomain: `https://cognito-idp.${region}.amazonaws.com` },
  UserPoolDefaults: { UsernameAttributes: [] },
});
write(`db/${poolId}.json`, {
  Users: {},
  Options: {
    Id: poolId,
    UsernameAttributes: [],
    AutoVerifiedAttributes: ['email'],
    MfaConfiguration: 'OFF',
    Policies: { PasswordPolicy: { MinimumLength: 10 } },
  },
});
write('db/clients.json', {
  Clients: {
    [clientId]: {
      ...{ ClientId: clientId, ClientName: 'vitrine', ClientSecret: clientSecret, UserPoolId: poolId },
      ...{ AccessTokenValidity: 1, IdTokenValidity: 1, RefreshTokenValidity: 30 },
      ...{ CreationDate: new Date(), LastModifiedDate: new Date() },
    },
  },
});

makeStrict(settings);
// cognito-local depends on another version of pino.
const log = pino({ level: 'silent' }) as unknown as Parameters<typeof createDefaultServer>[0];
const { application } = await createDefaultServer(log);
const server = createServer((request, response) => {
  const target = String(request.headers['x-amz-target']);
  const isSigned = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=');
  // Amazon accepts these operations only from IAM identities.
  if (/\.Admin/u.test(target) && !isSigned) {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify({
        __type: 'MissingAuthenticationTokenException',
        message: 'Missing Authentication Token',
      }),
    );
    return;
  }
  application(request, response);
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
// The parent process ended.
process.stdin.resume().on('end', () => process.exit());
