export type CephPlaces = { directory: string; id: string; storePort: number; monitorPort: number };

/**
 * One monitor, one store of objects in memory and one gateway on loopback, whom nobody asks for a key: each daemon's
 * `crc` mode, without which the gateway waits for one for ever.
 */
export function cephConfiguration({ directory, id, storePort, monitorPort }: CephPlaces): string {
  const parts = ['cluster', 'service', 'client'];
  const modes = [...parts, ...parts.map((part) => `mon ${part}`)];
  const settings = {
    fsid: id,
    'mon host': `v2:127.0.0.1:${monitorPort}/0`,
    'mon data': `${directory}/mon`,
    'mon allow pool size one': true,
    'mon max pg per osd': 1000,
    // It would end itself on a disk that is nearly full, of which it needs nothing.
    'mon data avail crit': 0,
    'paxos propose interval': 0.05,
    'public addr': '127.0.0.1',
    'cluster addr': '127.0.0.1',
    'ms bind ipv6': false,
    'ms bind msgr1': false,
    ...bindRange(monitorPort),
    ...Object.fromEntries(parts.map((part) => [`auth ${part} required`, 'none'])),
    ...Object.fromEntries(modes.map((part) => [`ms ${part} mode`, 'crc'])),
    'osd data': `${directory}/osd`,
    'osd objectstore': 'memstore',
    'memstore device bytes': 2 * 1024 ** 3,
    'osd journal': '',
    'osd pool default size': 1,
    'osd pool default min size': 1,
    'osd pool default pg num': 1,
    'osd pool default pgp num': 1,
    'osd crush chooseleaf type': 0,
    'run dir': directory,
    'admin socket': '',
    'log file': `${directory}/$name.log`,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return [
    '[global]',
    ...lines,
    '[client.rgw]',
    `rgw frontends = beast endpoint=127.0.0.1:${storePort}`,
    '',
  ].join('\n');
}

/* Below the ports that the system hands out, and apart from those of a cluster that another test starts meanwhile. */
function bindRange(seed: number) {
  const start = 10_000 + (seed % 100) * 200;
  return { 'ms bind port min': start, 'ms bind port max': start + 199 };
}
