import { BlockList, isIPv6 } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from './environment.ts';
import { isLoopback } from './host-allowlist.ts';

/** Notices settings that do not fit the network around the server, from requests. */
export type SetupWarning =
  /** A proxy says where a request came from, and the setting is not to believe it. */
  | { kind: 'forwarded-for-ignored' }
  /** Requests come under another host than that of the public URL; `isUsed` if a page there sent a change. */
  | { kind: 'other-host'; host: string; isUsed: boolean };

export type SetupWarningOptions = {
  publicUrl: string;
  trustsProxy: boolean;
  /** The other end of the connection, whatever headers say. */
  peerOf: (c: Context<AppEnv>) => string | undefined;
  /** Called once for each kind, and once more when a host turns out to be used. */
  tell: (notice: SetupWarning) => void;
};

/** Inspects requests until it has found every kind of problem. Changes nothing about them. */
export function detectMisconfiguration({
  publicUrl,
  trustsProxy,
  peerOf,
  tell,
}: SetupWarningOptions): MiddlewareHandler<AppEnv> {
  let isForwardedTold = trustsProxy;
  let hostTold: 'no' | 'seen' | 'used' = 'no';
  return (c, next) => {
    // Anybody on the internet can forge the header; an operator's own proxy has a private address.
    if (!isForwardedTold && c.req.header('x-forwarded-for') && isPrivate(peerOf(c))) {
      isForwardedTold = true;
      tell({ kind: 'forwarded-for-ignored' });
    }
    if (hostTold !== 'used') {
      const found = otherHost(c, publicUrl);
      if (found && (found.isUsed || hostTold === 'no')) {
        hostTold = found.isUsed ? 'used' : 'seen';
        tell({ kind: 'other-host', ...found });
      }
    }
    return next();
  };
}

function otherHost(c: Context, publicUrl: string): { host: string; isUsed: boolean } | undefined {
  const [given = '', origin] = [c.req.header('host'), c.req.header('origin')];
  // Two URLs with the public scheme: how a proxy was reached is not known here.
  const { protocol, host: publicHost } = new URL(publicUrl);
  const asked = hostIn(`${protocol}//${given}`);
  if (origin !== undefined) {
    const from = hostIn(origin);
    // A page elsewhere that sends something here is no visitor under another name.
    return from && from === asked && from !== publicHost ? { host: from, isUsed: true } : undefined;
  }
  const isPage = c.req.method === 'GET' && c.req.header('accept')?.includes('text/html');
  if (!isPage || !asked || asked === publicHost || isLoopback(new URL(`http://${asked}`).hostname))
    return undefined;
  return { host: asked, isUsed: false };
}

/* Short and in one form, since a stranger may send anything. */
const hostIn = (url: string) =>
  url.length < 300 && URL.canParse(url) ? new URL(url).host || undefined : undefined;

const privateNetworks = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  privateNetworks.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  privateNetworks.addSubnet(network, bits, 'ipv6');

function isPrivate(peer: string | undefined): boolean {
  const [plain = ''] = (peer ?? '').replace(/^::ffff:(?=\d+\.)/iu, '').split('%');
  return privateNetworks.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
