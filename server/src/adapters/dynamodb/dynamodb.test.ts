import assert from 'node:assert/strict';
import { after, describe } from 'node:test';
import { describeDatabase } from '../../ports/conformance/database.ts';
import { describeFirstRows } from '../../ports/conformance/first-rows.ts';
import { missingDynamodb } from '../../testing/servers/dynamodb-server.ts';
import { useTables } from './testing/use-tables.ts';

describe('on DynamoDB', { skip: missingDynamodb() }, () => {
  const { openTwice, openFirst, sent } = useTables();
  describeDatabase('DynamoDB', openTwice);
  describeFirstRows('DynamoDB', openFirst);

  // No request above may scan the table.
  after(() => {
    const commands = new Set(sent.map(({ command }) => command));
    assert.ok(commands.has('QueryCommand'));
    for (const command of commands) assert.doesNotMatch(command, /Scan|Statement/u);
  });
});
