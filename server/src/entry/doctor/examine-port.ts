import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../config/config.ts';
import { diagnose, unsound } from './diagnosis.ts';

/** Free, or held by a Vitrine that runs. */
export const examinePort = ({ port, host }: Config) =>
  diagnose('port', 'Set PORT and VITRINE_HOST to what this machine has.', async () => {
    const server = createServer();
    try {
      const listening = once(server, 'listening');
      server.listen(port, host);
      await listening;
      return `${port} is free on ${host}`;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE') {
        if (await isVitrine(host, port)) return `Vitrine runs on ${port}`;
        return unsound(
          'port',
          `another program listens on ${port}`,
          'End it, or set PORT to another number.',
        );
      }
      if (code === 'EACCES')
        return unsound('port', `${port} needs privileges`, 'Set PORT above 1023 and put a proxy before it.');
      throw error;
    } finally {
      server.close();
    }
  });

export const isVitrine = async (host: string, port: number) => {
  const address = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  try {
    const answer = await fetch(
      `http://${address.includes(':') ? `[${address}]` : address}:${port}/api/v1/session`,
      {
        signal: AbortSignal.timeout(3000),
      },
    );
    return answer.ok && Object.hasOwn((await answer.json()) as object, 'account');
  } catch {
    return false;
  }
};
