import type { ServerAddress } from '../adapters/sql/server-address.ts';
import type { startProcess } from './server-process.ts';

type Place = { binary: string; directory: string; port: number };

/** How a kind of server is made and spoken to. */
export type ServerProgram = {
  kind: ServerAddress['kind'];
  /** Whom it runs as, where the tests run as root. */
  user: string;
  superuser: { name: string; database: string };
  /** A pattern that finds its program. */
  binaries: string;
  /** Debian's package of it. */
  package: string;
  prepare(place: Place): Promise<void>;
  start(place: Place): ReturnType<typeof startProcess>;
  execute(address: ServerAddress, statement: string): Promise<void>;
};
