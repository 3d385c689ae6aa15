import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compose } from '../compose.ts';
import { parseConfig } from '../config/config.ts';
import { startApp } from '../testing/app/test-app.ts';
import { findFreePort } from '../testing/servers/free-port.ts';
import { awaitBackends } from './serve.ts';
import { CommandError } from './terminal.ts';

describe('starting while a backend does not answer', () => {
  it('waits for a backend that is still starting', async () => {
    await using app = await startApp();
    let asked = 0;
    const check = async () => {
      asked += 1;
      if (asked < 3) throw new Error('not yet');
    };
    const backend = { name: 'The store', variable: 'VITRINE_STORAGE_URL', address: 's3://b', check };
    await awaitBackends({ backends: [backend], ports: app.ports });
    assert.equal(asked, 3);
  });

  it('fails after a while with the variable and the URL', async () => {
    await using app = await startApp();
    const port = await findFreePort();
    const config = parseConfig({
      VITRINE_DATABASE_URL: `sqlite:${app.directory}/vitrine.db`,
      VITRINE_STORAGE_URL: `s3://photos?endpoint=http://127.0.0.1:${port}`,
      VITRINE_SECRET_FILE: `${app.directory}/secret`,
      VITRINE_SCRATCH: `${app.directory}/scratch`,
      VITRINE_LOG_LEVEL: 'silent',
    });
    await using composition = await compose(config);
    await assert.rejects(awaitBackends(composition, 100), (error) => {
      assert.ok(error instanceof CommandError);
      assert.match(error.message, /^The store at http:\/\/127\.0\.0\.1:\d+\/photos cannot be used: /u);
      assert.match(error.message, /It is set by VITRINE_STORAGE_URL\.$/u);
      return true;
    });
  });
});
