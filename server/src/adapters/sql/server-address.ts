/** Where a database server is, and how it is spoken to. */
export type ServerAddress = {
  kind: 'postgres' | 'mysql';
  host: string;
  port: number;
  name: string;
  user: string;
  /** `renew` looks it up again, and answers whether it is another one. */
  password: { reveal(): string; renew?(): Promise<boolean> };
  /** How many connections are held at most. */
  pool: number;
  /** `require` encrypts without looking at the certificate. */
  tls: 'disable' | 'require' | 'verify-full';
};

/** As it may be shown. */
export const describeAddress = ({ kind, host, port, name }: ServerAddress) =>
  `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}/${name}`;

export const describeLocation = (location: ServerAddress | { kind: 'sqlite'; path: string }) =>
  location.kind === 'sqlite' ? location.path : describeAddress(location);

/* In milliseconds. */
export const connectTimeout = 10_000;
export const statementTimeout = 30_000;
/** Beyond what the server allows a statement: only one that is gone lets it pass. */
export const answerTimeout = statementTimeout + 5000;
