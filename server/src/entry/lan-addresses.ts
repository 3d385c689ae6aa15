import { networkInterfaces } from 'node:os';

type Interfaces = ReturnType<typeof networkInterfaces>;

/* Networks that a machine makes for its own containers and virtual machines, where no phone is. */
const virtual = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|lxc|podman|tun|tap|utun)/u;
/* RFC 1918: the addresses of homes and offices. */
const privateRange = /^(?:192\.168|10|172\.(?:1[6-9]|2\d|3[01]))\./u;

/** The machine's IPv4 addresses in its networks, the one that a phone most likely reaches first. */
export function findLanAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({
        address,
        rank: (virtual.test(name) ? 2 : 0) + (privateRange.test(address) ? 0 : 1),
      })),
  );
  return found.toSorted((a, b) => a.rank - b.rank).map(({ address }) => address);
}
