import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { ReceivedMail } from '../../ports/conformance/mailer.ts';
import { parseMail } from './parse-mail.ts';

export type SmtpServer = AsyncDisposable & {
  host: string;
  port: number;
  mails: ReceivedMail[];
  /** The SMTP envelope of each mail. */
  envelopes: { from: string; to: string[] }[];
};

/** Starts an SMTP server on loopback that records mails. It needs no log-in and offers no STARTTLS by default. */
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
  // A client may hang up or reject the self-signed certificate.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  // A listening TCP server has an address with a port.
  const { port } = server.server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    mails,
    envelopes,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
