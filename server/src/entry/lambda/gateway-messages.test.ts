import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Hono } from 'hono';
import type { AppEnv } from '../../http/environment.ts';
import { writeGatewayEvent } from '../../testing/lambda/gateway-event.ts';
import { createGatewayAddressOf } from '../open-app.ts';
import { readGatewayRequest, writeGatewayAnswer } from './gateway-messages.ts';

describe('messages of API Gateway', () => {
  let events: APIGatewayProxyEventV2[];
  const server = createServer(async (incoming, response) => {
    const chunks = await incoming.toArray();
    events.push(writeGatewayEvent(incoming, Buffer.concat(chunks)));
    response.end();
  });
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  /** Returns the event that API Gateway makes of a client's request. */
  async function ask(
    path: string,
    {
      method = 'GET',
      headers = {},
      body,
    }: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
  ): Promise<APIGatewayProxyEventV2> {
    events = [];
    const { port } = server.address() as AddressInfo;
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
    asking.end(body);
    await once(asking, 'response');
    const [event] = events;
    assert.ok(event);
    return event;
  }

  it('keep the URL although the gateway unescapes its path', async () => {
    for (const [asked, path = asked] of [
      ['/users/50%25?limit=2&q=%26%20%2B'],
      ['/users/%23sun%20set'],
      ['/users/%C3%A9t%C3%A9'],
      ['/%5Bid%5D/%22'],
      ["/a-b_c.d~e!$&'()*+,;=:@f"],
    ] as const) {
      const { pathname, search } = new URL(readGatewayRequest(await ask(asked)).url);
      assert.equal(pathname + search, path);
    }
    // Other gateways leave the path escaped.
    const event = { ...(await ask('/')), rawPath: '/users/50%25%20off' };
    assert.equal(new URL(readGatewayRequest(event).url).pathname, '/users/50%25%20off');
  });

  it('carry cookies, headers, and text and binary bodies', async () => {
    const headers = { cookie: 'a=1; b=2', 'x-words': Buffer.from('é').toString('latin1') };
    const bytes = Buffer.from([0, 255, 128]);
    const read = readGatewayRequest(
      await ask('/', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        body: bytes,
      }),
    );
    assert.deepEqual(
      [read.headers.get('cookie'), read.headers.get('x-words')],
      ['a=1; b=2', headers['x-words']],
    );
    assert.deepEqual(Buffer.from(await read.arrayBuffer()), bytes);
    const body = Buffer.from('{"title":"Zoë 🦉"}');
    const text = await ask('/', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body });
    assert.equal(text.isBase64Encoded, false);
    assert.deepEqual(await readGatewayRequest(text).json(), { title: 'Zoë 🦉' });
  });

  it('carry text, binary and compressed responses with every cookie', async () => {
    const answer = async (body: string | Uint8Array<ArrayBuffer>, headers: [string, string][]) =>
      writeGatewayAnswer(new Response(body, { status: 201, headers }));
    const json = await answer('{"é":1}', [
      ['content-type', 'application/problem+json'],
      ['set-cookie', 'a=1; Path=/'],
      ['set-cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
    ]);
    assert.deepEqual(json, {
      statusCode: 201,
      headers: { 'content-type': 'application/problem+json' },
      cookies: ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
      body: '{"é":1}',
      isBase64Encoded: false,
    });
    const bytes = new Uint8Array([0, 255]);
    for (const headers of [
      [['content-type', 'image/webp']],
      [
        ['content-type', 'text/html'],
        ['content-encoding', 'gzip'],
      ],
    ] as [string, string][][]) {
      const { body, isBase64Encoded } = await answer(bytes, headers);
      assert.deepEqual([body, isBase64Encoded], ['AP8=', true]);
    }
    const { body, isBase64Encoded } = await writeGatewayAnswer(new Response(null, { status: 304 }));
    assert.deepEqual(Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').length, 0);
  });

  it('give the client IP address: the gateway’s caller, or that of a trusted proxy', async () => {
    const tell = async (trustProxy: boolean, headers: Record<string, string>) => {
      const app = new Hono<AppEnv>();
      const addressOf = createGatewayAddressOf(trustProxy);
      app.get('/', (c) => c.text(addressOf(c) ?? 'nobody'));
      const event = await ask('/', { headers });
      const { requestContext } = event;
      return (await app.fetch(readGatewayRequest(event), { requestContext })).text();
    };
    const forwarded = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };
    assert.equal(await tell(false, forwarded), '127.0.0.1');
    assert.equal(await tell(true, forwarded), '198.51.100.7');
    assert.equal(await tell(true, {}), '127.0.0.1');
    // Internal requests have no client IP address.
    const app = new Hono<AppEnv>();
    app.get('/', (c) => c.text(createGatewayAddressOf(true)(c) ?? 'nobody'));
    assert.equal(await (await app.request('/')).text(), 'nobody');
  });
});
