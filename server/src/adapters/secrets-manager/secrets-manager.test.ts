import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startApp } from '../../testing/app/test-app.ts';
import {
  type SecretsManagerServer,
  startSecretsManagerServer,
} from '../../testing/servers/secrets-manager-server.ts';
import { createSecretsManager } from './secrets-manager.ts';

describe('Secrets Manager', () => {
  let server: SecretsManagerServer;
  const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:vitrine-AbCdEf';

  before(async () => {
    server = await startSecretsManagerServer();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'testtest',
      AWS_REGION: 'eu-central-1',
    });
    server.secrets.set('vitrine/signing', 'kept');
  });
  after(() => server[Symbol.asyncDispose]());

  it('returns a stored secret', async () => {
    assert.equal(await createSecretsManager().read('vitrine/signing'), 'kept');
  });

  it('is queried in the region of the ARN', async () => {
    const { AWS_REGION: region } = process.env;
    delete process.env.AWS_REGION;
    server.secrets.set(arn, 'elsewhere');
    try {
      assert.equal(await createSecretsManager().read(arn), 'elsewhere');
    } finally {
      process.env.AWS_REGION = region;
    }
  });

  it('reports a remedy if it returns nothing', async () => {
    await assert.rejects(createSecretsManager().read('vitrine/none'), {
      message: /vitrine\/none: no secret has this name in this account and region/u,
    });
  });

  it('provides the signing secret, which is then in no file', async () => {
    server.secrets.set('vitrine/gallery', JSON.stringify({ signing: 'a'.repeat(64) }));
    await using app = await startApp({
      VITRINE_SECRET: 'secretsmanager:vitrine/gallery#signing',
      VITRINE_SECRET_FILE: '',
    });
    assert.equal((await app.fetch('/readyz')).status, 200);
    server.secrets.set('vitrine/gallery', JSON.stringify({ signing: 'short' }));
    await assert.rejects(
      startApp({ VITRINE_SECRET: 'secretsmanager:vitrine/gallery#signing', VITRINE_SECRET_FILE: '' }),
      /VITRINE_SECRET/u,
    );
  });
});
