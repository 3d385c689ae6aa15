import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from './config.ts';
import { assertRefused } from './testing/assert-refused.ts';

const parse = (url: string) => parseConfig({ VITRINE_MAIL_URL: url }).mail;

describe('the address of SES', () => {
  it('may name a region, a configuration set and an endpoint', () => {
    assert.deepEqual(parse('ses://?region=eu-central-1&configurationSet=gallery'), {
      kind: 'ses',
      region: 'eu-central-1',
      endpoint: undefined,
      configurationSet: 'gallery',
    });
    const elsewhere = parse('ses://?endpoint=http://127.0.0.1:8005');
    assert.ok(elsewhere.kind === 'ses');
    assert.deepEqual([elsewhere.endpoint, elsewhere.region], ['http://127.0.0.1:8005', 'us-east-1']);
  });

  it('leaves everything to the SDK where it says nothing', () => {
    for (const url of ['ses://', 'ses:///', 'ses://?'])
      assert.deepEqual(parse(url), {
        kind: 'ses',
        region: undefined,
        endpoint: undefined,
        configurationSet: undefined,
      });
  });

  for (const url of ['ses:', 'ses://eu-central-1', 'ses://?regoin=eu', 'ses://?endpoint=ses.example.org'])
    it(`is refused, with what it may be like: ${url}`, () =>
      assertRefused('VITRINE_MAIL_URL', url, 'like ses://?region='));
});
