import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { ConfigError, parseConfig } from './config.ts';

const secret = 'hunter2hunter2';
const parse = (url: string, more: Record<string, string> = { VITRINE_IDENTITY_SECRET: secret }) =>
  parseConfig({ VITRINE_IDENTITY_URL: url, ...more });

describe('the address of the user pool', () => {
  it('is none, if not said otherwise', () => {
    assert.deepEqual(parseConfig({}).identity, { kind: 'local' });
  });

  it('names the pool, whose id names the region, and the app client', () => {
    assert.deepEqual(parse('cognito://eu-central-1_AbC123?client=1h57kf5').identity, {
      ...{ kind: 'cognito', poolId: 'eu-central-1_AbC123', clientId: '1h57kf5' },
      ...{ region: 'eu-central-1', endpoint: undefined },
    });
  });

  it('may name another region and an endpoint', () => {
    const url = 'cognito://us-gov-west-1_AbC?client=abc&region=us-east-1&endpoint=http://127.0.0.1:9229/';
    const { identity } = parse(url);
    assert.ok(identity.kind === 'cognito');
    assert.deepEqual([identity.region, identity.endpoint], ['us-east-1', 'http://127.0.0.1:9229']);
  });

  it('is refused where something is missing or unknown', () => {
    for (const url of [
      'cognito:',
      'cognito://eu-central-1_AbC123',
      'cognito://eu-central-1_AbC123?client=',
      'cognito://AbC123?client=abc',
      'cognito://eu-central-1_AbC123?client=abc&secret=hunter2',
      'cognito://eu-central-1_AbC123?client=abc&endpoint=ftp://x',
      'local:x',
    ])
      assert.throws(
        () => parse(url),
        (error) =>
          error instanceof ConfigError && /^VITRINE_IDENTITY_URL: must be/u.test(error.faults.join()),
        url,
      );
  });

  it('goes with one secret of the app client, which is shown to nobody', () => {
    const url = 'cognito://eu-central-1_AbC123?client=abc';
    const config = parse(url);
    const { identity: source } = config.secrets;
    assert.equal(source?.kind === 'value' && source.value.reveal(), secret);
    assert.doesNotMatch(`${JSON.stringify(config)} ${inspect(config, { depth: 9 })}`, /hunter2/u);
    assert.deepEqual(parse(url, { VITRINE_IDENTITY_SECRET_FILE: '/run/secret' }).secrets.identity, {
      kind: 'file',
      path: '/run/secret',
    });
    assert.throws(() => parse(url, {}), /VITRINE_IDENTITY_SECRET: set it or VITRINE_IDENTITY_SECRET_FILE/u);
  });
});
