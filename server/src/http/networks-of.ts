import { isIPv6 } from 'node:net';

const groupsOfNetwork = 4;

/**
 * The network that an address belongs to: of IPv6 the first 64 bits, because whoever has one of its addresses has them
 * all (RFC 4291 §2.5.4); of IPv4 the address itself, also where it is written as one of IPv6.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(plain) ?? [];
  if (mapped) return mapped;
  // The form of RFC 5952, in which `::` stands for the longest run of zeros.
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups.slice(0, groupsOfNetwork).join(':')}::/64`;
}
