import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeDevice, sessionEnd } from './session.ts';
import { days } from './time.ts';

describe('the device of a session', () => {
  for (const [agent, device] of [
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 OPR/120.0',
      'Opera on Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1 Version/18 Safari/605.1',
      'Safari on macOS',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1', 'Safari on iOS'],
    ['Mozilla/5.0 Firefox/140.0', 'Firefox'],
    ['curl/8.5.0', 'A program'],
    ['', 'A program'],
    [undefined, 'A program'],
  ] as const)
    it(`is ${device} for ${agent}`, () => {
      assert.equal(describeDevice(agent), device);
    });
});

describe('the end of a session', () => {
  const createdAt = days(20_000);
  const inDays = (count: number) =>
    (sessionEnd({ createdAt }, createdAt + days(count)) - createdAt) / days(1);

  it('moves with each use, up to half a year after the log-in', () => {
    assert.deepEqual([0, 10, 149, 160, 180].map(inDays), [30, 40, 179, 180, 180]);
  });
});
