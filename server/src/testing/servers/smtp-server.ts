import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { ReceivedMail } from '../../ports/conformance/mailer.ts';
import { parseMail } from './parse-mail.ts';

export type SmtpServer = AsyncDisposable & {
  host: string;
  port: number;
  mails: ReceivedMail[];
  /** Of each mail, who was named as a receiver outside of its text. */
  envelopes: { from: string; to: string[] }[];
};

/** An SMTP server on loopback that keeps what it is given. It asks for no log-in and offers no STARTTLS unless told. */
export async function startSmtpServer(options: SMTPServerOptions = {}): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const envelopes: SmtpServer['envelopes'] = [];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push(parseMail(Buffer.concat(chunks)));
        envelopes.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
        });
        done();
      });
    },
    ...options,
  });
  // A client that hangs up, or trusts no self-signed certificate, is no fault of the server's.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  // A TCP server that listens has an address with a port.
  const { port } = server.server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    mails,
    envelopes,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
