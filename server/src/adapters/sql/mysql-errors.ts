import { AppError } from '../../domain/errors.ts';
import { Contention } from './contention.ts';
import { UniqueViolation } from './unique-violation.ts';

/* https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html and MariaDB's own from 1900 on */
const uniqueViolation = 1062;
/* Deadlock, waited too long for a lock, a row that changed since it was read. */
const contentions = [1213, 1205, 1020];
const hopeless = [1044, 1045, 1049, 1698];
const operational = [
  ...hopeless,
  // Disk, memory, storage engine, a table or a temporary file that is full.
  ...[1021, 1026, 1030, 1037, 1041, 1114],
  // Too many connections, shutting down, network, refused host.
  ...[1040, 1042, 1043, 1053, 1129, 1130, 1152, 1158, 1159, 1160, 1161, 1203, 1226],
  // Interrupted, took too long, killed, idle for too long.
  ...[1317, 3024, 1969, 1927, 4031],
  // A writer that became a reader when another took over.
  ...[1290, 1792, 1836],
];

/** An error that the server told; what sockets and time limits end has no state. */
type MysqlError = Error & { errno: number; sqlState: string };

const isMysqlError = (error: unknown): error is MysqlError =>
  error instanceof Error && 'errno' in error && 'sqlState' in error;

/** What waiting does not heal: password, permission, name of the database. */
export const isHopelessInMysql = (error: unknown) => isMysqlError(error) && hopeless.includes(error.errno);

/* Table, column or index exists: what a migration that was cut short has made already. */
export const isMadeAlready = (error: unknown) =>
  isMysqlError(error) && [1050, 1060, 1061].includes(error.errno);

/** What the rest of the server knows of a failure. A fault in our SQL stays what it is. */
export function translateMysqlError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  if (!isMysqlError(error) || operational.includes(error.errno))
    return new AppError('unavailable', 'The database cannot answer just now.', { cause: error });
  if (error.errno === uniqueViolation)
    return new UniqueViolation(/for key '(?<key>[^']*)'$/u.exec(error.message)?.groups?.key ?? '', {
      cause: error,
    });
  if (contentions.includes(error.errno)) return new Contention(error.message, { cause: error });
  return error;
}
