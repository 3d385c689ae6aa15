import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { it } from 'node:test';
import { findLanAddresses } from './serve.ts';

const at = (address: string, change: object = {}) =>
  ({ address, family: 'IPv4', internal: false, ...change }) as NetworkInterfaceInfo;

it('lists the address first that a phone in the same network can reach', () => {
  const interfaces = {
    lo: [at('127.0.0.1', { internal: true }), at('::1', { family: 'IPv6', internal: true })],
    docker0: [at('172.17.0.1')],
    ppp0: [at('203.0.113.7')],
    wlan0: [at('192.168.1.20'), at('fe80::1', { family: 'IPv6' })],
  };
  assert.deepEqual(findLanAddresses(interfaces), ['192.168.1.20', '203.0.113.7', '172.17.0.1']);
  assert.deepEqual(findLanAddresses({ lo: interfaces.lo }), []);
});
