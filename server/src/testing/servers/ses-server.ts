import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import standIn from 'aws-ses-v2-local';
import type { ReceivedMail } from '../../ports/conformance/mailer.ts';
import { findFreePort } from './free-port.ts';
import { parseMail } from './parse-mail.ts';

export type SesServer = AsyncDisposable & {
  endpoint: string;
  region: string;
  /** Lists received mails, oldest first. */
  listMails(): Promise<ReceivedMail[]>;
  /** The received requests. */
  requests: SendRequest[];
  /** Senders and whether they are verified. Sending checks neither them nor configuration sets. */
  identities: Map<string, boolean>;
  configurationSets: Set<string>;
};

type SendRequest = {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[] };
  ConfigurationSetName?: string;
  Content: { Raw: { Data: string } };
};

type Stored = {
  from: string;
  destination: { to: string[] };
  subject: string;
  body: { text?: string; html?: string };
};

/**
 * Starts aws-ses-v2-local on loopback, behind a proxy that answers for senders and configuration sets. A process can
 * run one at a time, because the stand-in has one global store.
 */
export async function startSesServer(): Promise<SesServer> {
  const port = await findFreePort();
  const server = await standIn.default({ port, host: '127.0.0.1' });
  const endpoint = `http://127.0.0.1:${port}`;
  const requests: SendRequest[] = [];
  const identities = new Map([['example.org', true]]);
  const configurationSets = new Set(['gallery']);
  const settingsOf: Record<string, (name: string) => object | undefined> = {
    identities: (name) =>
      identities.has(name) ? { VerifiedForSendingStatus: identities.get(name) } : undefined,
    'configuration-sets': (name) =>
      configurationSets.has(name) ? { ConfigurationSetName: name } : undefined,
  };
  const [forward] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [, kind = '', name = ''] = /^\/v2\/email\/([a-z-]+)\/([^/]+)$/u.exec(request.url ?? '') ?? [];
    const find = settingsOf[kind];
    if (!find) return forward?.(request, response);
    const found = find(decodeURIComponent(name));
    response
      .writeHead(found ? 200 : 404, {
        'Content-Type': 'application/json',
        ...(!found && { 'x-amzn-ErrorType': 'NotFoundException' }),
      })
      .end(JSON.stringify(found ?? { message: `no ${name}` }));
  });
  server.prependListener('request', (request) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v2/email/outbound-emails')
        requests.push(JSON.parse(Buffer.concat(chunks).toString()));
    });
  });
  process.env.AWS_ACCESS_KEY_ID ??= 'test';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
  await fetch(`${endpoint}/clear-store`, { method: 'POST' });
  return {
    endpoint,
    region: 'us-east-1',
    requests,
    identities,
    configurationSets,
    async listMails() {
      const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as { emails: Stored[] };
      const sent = requests.map(({ Content }) => parseMail(Buffer.from(Content.Raw.Data, 'base64')));
      return emails.map(({ from, destination, subject, body }) => {
        const to = destination.to.join();
        // The stand-in drops our message id, as SES does.
        const messageId = sent.find((message) => message.to === to)?.messageId ?? '';
        return { to, from, subject, text: body.text ?? '', html: body.html ?? '', messageId };
      });
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}
