import { answer } from './answer.ts';
import { apiBase } from './api-base.ts';

/** Reads an address as the contract's page table writes it; its answer's type is the caller's word. */
export function readAddress<T>(address: string, signal: AbortSignal): Promise<T> {
  return answer<T>(fetchAnswer(address, signal));
}

async function fetchAnswer(address: string, signal: AbortSignal) {
  const response = await fetch(`${apiBase}${address}`, { credentials: 'same-origin', signal });
  const body: unknown = await response.json().catch((cause: unknown) => {
    if (response.ok) throw cause;
    // A problem without a document, from something in between.
    return undefined;
  });
  return response.ok ? { data: body as never, response } : { error: body, response };
}
