import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { it } from 'node:test';
import { missingDynamodb, startDynamodbServer } from './dynamodb-server.ts';

it('DynamoDB Local listens on one address of loopback alone', { skip: missingDynamodb() }, async (t) => {
  await using server = await startDynamodbServer();
  const isRequired = process.env.VITRINE_TEST_REQUIRE === 'all';
  if (!server.isOnLoopback && !isRequired) return t.skip('this Java has no compiler');
  const port = Number(new URL((await server.nameTable()).endpoint.endpoint).port);
  // A server on every interface also listens on this address.
  await assert.rejects(once(connect(port, '127.0.0.2'), 'connect'), { code: 'ECONNREFUSED' });
});
