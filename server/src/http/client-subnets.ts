import { isIPv6 } from 'node:net';

export type Subnet = {
  name: string;
  /** The factor by which its limits exceed those of one household. */
  share: number;
};

/**
 * Returns the subnets of an IP address, the narrowest first. An IPv6 client controls its whole /64 (RFC 4291 §2.5.4),
 * and one site may have a /48 (RFC 6177 §2). IPv4 addresses stand for themselves, also when mapped into IPv6.
 */
export function clientSubnets(address: string): Subnet[] {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return [{ name: address, share: 1 }];
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(plain) ?? [];
  if (mapped) return [{ name: mapped, share: 1 }];
  // The form of RFC 5952, in which `::` stands for the longest run of zeros.
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  const first = (bits: number) => `${groups.slice(0, bits / 16).join(':')}::/${bits}`;
  return [
    { name: first(64), share: 1 },
    { name: first(48), share: 10 },
  ];
}
