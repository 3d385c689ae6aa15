import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { runAs, type ServerProgram, startProcess } from './server-process.ts';

const user = 'mysql';

/** MariaDB of Debian's package, without durability. */
export const mariadbProgram: ServerProgram = {
  kind: 'mysql',
  user,
  superuser: { name: 'root', database: 'mysql' },
  binaries: '/usr/sbin/mariadbd',
  package: 'mariadb-server',

  prepare: ({ directory }) =>
    runAs(user, [
      ...['/usr/bin/mariadb-install-db', '--no-defaults', `--datadir=${join(directory, 'data')}`],
      ...['--auth-root-authentication-method=normal', '--skip-test-db', '--innodb-log-file-size=16M'],
    ]),

  start: ({ binary, directory, port }) =>
    startProcess(
      user,
      [
        ...[binary, '--no-defaults', `--datadir=${join(directory, 'data')}`, `--port=${port}`],
        ...['--bind-address=127.0.0.1', '--skip-name-resolve', `--socket=${join(directory, 'socket')}`],
        ...[`--pid-file=${join(directory, 'pid')}`, '--max-connections=200', '--innodb-log-file-size=16M'],
        ...['--innodb-flush-log-at-trx-commit=2', '--innodb-doublewrite=0', '--innodb-buffer-pool-size=64M'],
      ],
      'SIGKILL',
    ),

  async execute(endpoint, statement) {
    const { host, port, user, name: database } = endpoint;
    const connection = await createConnection({ host, port, user, database });
    try {
      await connection.query(statement);
    } finally {
      await connection.end();
    }
  },
};
