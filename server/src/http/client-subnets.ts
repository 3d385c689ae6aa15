import { isIPv6 } from 'node:net';

export type Subnet = {
  name: string;
  /** How many times as much may come from it as from one household. */
  share: number;
};

/**
 * The networks that an address belongs to, the narrowest first. Of IPv6 the first 64 bits, because whoever has one of
 * its addresses has them all (RFC 4291 §2.5.4), and the first 48, because one site may be given as many (RFC 6177 §2),
 * though many may share them; of IPv4 the address itself, also where it is written as one of IPv6.
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
