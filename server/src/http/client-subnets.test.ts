import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientSubnets } from './client-subnets.ts';

const networkOf = (address: string) => clientSubnets(address)[0]?.name;

describe('the subnets of an IP address', () => {
  it('are the address itself for IPv4', () => {
    assert.equal(networkOf('192.0.2.1'), '192.0.2.1');
    assert.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1');
    assert.equal(networkOf('::FFFF:192.0.2.1'), '192.0.2.1');
  });

  it('begin with the /64 for IPv6, in any notation', () => {
    const same = [
      '2001:db8:1:2::',
      '2001:db8:1:2::1',
      '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
      '2001:db8:1:2:3:4:192.0.2.1',
      '2001:db8:1:2::1%eth0',
    ];
    for (const address of same) assert.equal(networkOf(address), '2001:db8:1:2::/64', address);
    for (const address of ['2001:db8:1:3::1', '2001:db8::1', '::1', '2001:db8:1::2'])
      assert.notEqual(networkOf(address), '2001:db8:1:2::/64', address);
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64');
  });

  it('include the /48 for IPv6, with a higher limit', () => {
    assert.deepEqual(clientSubnets('2001:db8:1:2::1').slice(1), [{ name: '2001:db8:1::/48', share: 10 }]);
    assert.deepEqual(clientSubnets('2001:db8:1:ffff::1').slice(1), clientSubnets('2001:db8:1:2::1').slice(1));
    assert.notDeepEqual(clientSubnets('2001:db8:2:2::1').slice(1), clientSubnets('2001:db8:1:2::1').slice(1));
    for (const address of ['192.0.2.1', '::ffff:192.0.2.1', 'unknown'])
      assert.equal(clientSubnets(address).length, 1, address);
  });

  it('are the text itself if it is no IP address', () => {
    for (const text of ['', 'unknown', 'a:b', '2001:db8:1:2::1:8080:1:1:1:1'])
      assert.equal(networkOf(text), text);
  });
});
