import { foreignFaultOf, foreignReason, isForeignAnswer } from './foreign-answer.ts';
import { faultOf, millisecondsOf, UploadFault, type UploadReason } from './upload-fault.ts';

/** What it means for an upload that the store did not take a part of it. S3 answers 400 to more than what is wrong with it. */
export function storeFaultOf(status: number, text: string, retryAfter: string | null): UploadFault {
  const code = /<Code>(\w+)<\/Code>/u.exec(text)?.[1];
  const isForeign = isForeignAnswer(status, text);
  // Told if it is the same after the address was renewed.
  const reason: UploadReason = isForeign ? foreignReason(status) : 'unknown';
  // The address has expired, or the keys that signed it have, or its photo was given up.
  if (status === 403 || status === 404 || code === 'ExpiredToken') return new UploadFault('renew', reason);
  // Another attempt is under way, or this one said nothing for too long.
  if (status === 409 || code === 'RequestTimeout') return new UploadFault('retry', reason);
  if (isForeign) return foreignFaultOf(status, millisecondsOf(retryAfter));
  return faultOf(status, detailOf(text), retryAfter);
}

/** A problem document of ours; what object stores answer is not for people. */
function detailOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : '';
  } catch {
    return '';
  }
}
