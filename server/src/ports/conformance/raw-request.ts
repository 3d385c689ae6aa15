import { type IncomingHttpHeaders, request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };
export type Sending = {
  method: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** Disconnects after so many bytes of the body, whatever `Content-Length` says. */
  hangUpAfter?: number;
};

/** Sends a raw request, also a malformed one that `fetch` refuses. Resolves to undefined if there is no response. */
export function sendRaw(url: string, sending: Sending): Promise<Answer | undefined> {
  const { method, body, hangUpAfter } = sending;
  const headers = { ...(body && { 'Content-Length': String(body.byteLength) }), ...sending.headers };
  const send = url.startsWith('https:') ? requestSecurely : requestPlainly;
  return new Promise((resolve) => {
    const request = send(url, { method, headers, agent: false });
    request.on('error', () => resolve(undefined));
    request.on('response', async (response) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of response) chunks.push(chunk);
      } catch {
        return resolve(undefined);
      }
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
    });
    if (hangUpAfter === undefined) request.end(body);
    else request.write(body?.subarray(0, hangUpAfter) ?? '', () => request.destroy());
  });
}
