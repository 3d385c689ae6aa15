import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { App } from '../http/environment.ts';
import { findContractFault } from './contract-check.ts';

/** Compares every answer of the app with the OpenAPI document, and adds each difference to `faults`. */
export function watchAnswers(app: App, faults: string[]): App {
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const fault = await findContractFault(request, await decode(response));
    if (fault) faults.push(fault);
    return response;
  };
  return app;
}

/** The answer as clients read it: what `fetch` decodes, an app that is asked without a network leaves as it is. */
async function decode(response: Response): Promise<Response> {
  const encoding = response.headers.get('content-encoding') as keyof typeof decoders | null;
  if (!encoding || !response.body) return response;
  const bytes = new Uint8Array(await response.clone().arrayBuffer());
  const { status, headers } = response;
  return new Response(new Uint8Array(decoders[encoding](bytes)), { status, headers });
}
const decoders = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };

/** Fails with what was found, once. */
export function raiseFaults(faults: string[]): void {
  const found = faults.splice(0);
  if (found.length > 0)
    throw new Error(`answers that the OpenAPI document does not describe:\n${found.join('\n')}`);
}
