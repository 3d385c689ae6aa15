import { UploadFault, type UploadReason } from './upload-fault.ts';

/**
 * Whether an answer comes from neither Vitrine nor an object store: a proxy, a firewall or a log-in page of a network
 * answers in their place. Vitrine sends problem documents, S3 sends XML with a code.
 */
export function isForeignAnswer(status: number, text: string): boolean {
  if (status === 0 || /<Code>\w+<\/Code>/u.test(text)) return false;
  try {
    const body: unknown = JSON.parse(text);
    return !(typeof body === 'object' && body !== null && 'detail' in body);
  } catch {
    // Without a word: nothing tells whose answer it is. Only a body that is too large Vitrine never answers so.
    return text.trim() !== '' || status === 413;
  }
}

/** The reason that people are told for an answer from in front of Vitrine. */
export function foreignReason(status: number): UploadReason {
  if (status === 413) return 'front-too-large';
  return status >= 500 || status === 429 || status === 408 ? 'front-busy' : 'front-refused';
}

/** An answer from in front of Vitrine says nothing about the file: it can be sent again once the front lets it through. */
export function foreignFaultOf(status: number, retryAfter: number | undefined): UploadFault {
  const reason = foreignReason(status);
  return new UploadFault(reason === 'front-busy' ? 'retry' : 'stop', reason, retryAfter);
}
