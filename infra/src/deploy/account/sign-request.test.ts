import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signRequest } from './connect-aws.ts';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const request = {
  url: new URL('https://example.amazonaws.com/'),
  headers: {},
  body: '',
  region: 'us-east-1',
  service: 'service',
  now: new Date('2015-08-30T12:36:00Z'),
};

/* Examples “get-vanilla”, “post-vanilla” and “get-vanilla-query-order-key-case” of AWS's SigV4 test suite. */
describe('a signed request', () => {
  for (const [method, signature] of [
    ['GET', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  ] as const)
    it(`matches AWS’s example of ${method}`, () => {
      const { authorization } = signRequest({ ...request, method }, credentials);
      assert.equal(
        authorization,
        `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
      );
    });

  it('signs the query sorted by name, as AWS’s example does', () => {
    const url = new URL('https://example.amazonaws.com/?Param2=value2&Param1=value1');
    const { authorization } = signRequest({ ...request, method: 'GET', url }, credentials);
    assert.match(authorization ?? '', /=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500$/u);
  });

  it('includes the session token of temporary credentials, and signs it', () => {
    const headers = signRequest({ ...request, method: 'GET' }, { ...credentials, sessionToken: 'lent' });
    assert.equal(headers['x-amz-security-token'], 'lent');
    assert.match(headers.authorization ?? '', /SignedHeaders=host;x-amz-date;x-amz-security-token,/u);
  });
});
