import type { Config } from '../config/config.ts';
import { CommandError } from './command-error.ts';
import { findLanAddresses } from './lan-addresses.ts';

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
