import { networkInterfaces } from 'node:os';
import type { Config } from '../config/config.ts';
import { CommandError } from './terminal.ts';

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

/** The configuration of a gallery that the whole local network reaches, and the URLs that it has there. */
export function openToLan(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
  addresses = findLanAddresses(),
): { config: Config; urls: string[] } {
  const set = ['VITRINE_PUBLIC_URL', 'VITRINE_HOST'].find((name) => environment[name]);
  if (set) throw new CommandError(`--lan chooses the address by itself. Unset ${set}, or leave out --lan.`);
  if (config.port === 0) throw new CommandError('--lan needs a port that people can type. Set PORT.');
  const urls = addresses.map((address) => `http://${address}:${config.port}`);
  const [publicUrl] = urls;
  if (!publicUrl) throw new CommandError('This machine is in no network. Connect it, or leave out --lan.');
  return { config: { ...config, host: '0.0.0.0', publicUrl }, urls };
}
