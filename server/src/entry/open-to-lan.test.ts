import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { compose } from '../compose.ts';
import { parseConfig } from '../config/config.ts';
import { startApp } from '../testing/app/test-app.ts';
import { findFreePort } from '../testing/servers/free-port.ts';
import { findLanAddresses, openToLan, serve } from './serve.ts';

describe('a gallery that is open to the local network', () => {
  const [address] = findLanAddresses();

  it('answers to the addresses of its machine and to no other name or address', {
    skip: !address && 'no network here',
  }, async () => {
    await using app = await startApp();
    const environment = { ...app.settings, PORT: String(await findFreePort()) };
    const { config, urls } = openToLan(parseConfig(environment), environment);
    await using composition = await compose(config);
    await using _server = await serve(config, composition, { isOnLan: true });
    const path = '/api/v1/session';
    // `fetch` always sends the host of the URL.
    const statusOf = async (url: string, host: string, origin?: string) => {
      const headers = { host, 'content-type': 'application/json', ...(origin && { origin }) };
      const sending = request(url + path, { method: 'POST', headers });
      sending.end(JSON.stringify({ login: 'nobody', password: 'nothing at all' }));
      const [response] = (await once(sending, 'response')) as [IncomingMessage];
      await text(response);
      return response.statusCode;
    };
    const local = `http://127.0.0.1:${config.port}`;
    for (const host of ['evil.example', '198.51.100.9', `localhost.evil.example:${config.port}`])
      assert.equal(await statusOf(local, host), 403, host);
    for (const url of [...urls, local]) {
      const { host } = new URL(url);
      assert.equal(await statusOf(url, host, url), 401, `${url} is its own`);
      assert.equal(await statusOf(url, host, 'http://evil.example'), 403);
      assert.equal(await statusOf(url, host, 'http://198.51.100.9:3000'), 403);
    }
  });

  it('refuses a public URL beside the local network', () => {
    for (const name of ['VITRINE_PUBLIC_URL', 'VITRINE_HOST']) {
      const environment = { [name]: name === 'VITRINE_HOST' ? '::' : 'https://photos.example.org' };
      assert.throws(() => openToLan(parseConfig(environment), environment, ['192.168.1.2']), {
        name: 'CommandError',
        message: `--lan chooses the address by itself. Unset ${name}, or leave out --lan.`,
      });
    }
    assert.throws(() => openToLan(parseConfig({}), {}, []), /not connected to a network/u);
  });

  it('links mails to the address that a phone can reach', () => {
    const { config, urls } = openToLan(parseConfig({ PORT: '3210' }), {}, ['192.168.1.2', '10.0.0.3']);
    assert.equal(config.publicUrl, 'http://192.168.1.2:3210');
    assert.equal(config.host, '0.0.0.0');
    assert.deepEqual(urls, ['http://192.168.1.2:3210', 'http://10.0.0.3:3210']);
  });
});
