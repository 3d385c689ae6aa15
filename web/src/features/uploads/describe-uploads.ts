import type { Format } from '../../shared/i18n/format.ts';
import { uploadMessages } from '../../shared/i18n/messages-uploads.ts';
import type { UploadItem, UploadTotals } from './upload-item.ts';

const words = uploadMessages;

export function describeTotals(totals: UploadTotals, format: Format): string {
  const { count, open, processing, done, failed } = totals;
  const through = count - open - failed;
  const parts: string[] = [];
  if (open > 0) parts.push(words.running(format.number(through), format.number(count - failed)));
  else if (processing > 0) parts.push(words.preparing(processing, format.number(processing)));
  else if (done > 0 || failed === 0) parts.push(words.done(format.number(done)));
  if (failed > 0) parts.push(words.troubled(format.number(failed)));
  return parts.join(' · ');
}

export function describeAmount(totals: UploadTotals, format: Format): string {
  const { sentBytes, bytes, speed } = totals;
  const parts = [words.amount(format.bytes(sentBytes), format.bytes(bytes))];
  if (speed > 0) {
    const seconds = (bytes - sentBytes) / speed;
    const minutes = Math.round(seconds / 60);
    parts.push(words.speed(format.bytes(speed)));
    parts.push(seconds < 60 ? words.soon : words.minutes(minutes, format.number(minutes)));
  }
  return parts.join(' · ');
}

/** Describes the state of an upload, for the line under its file name. */
export function describeItem(item: UploadItem, format: Format): string {
  const { state, reason, sentBytes, isResumed, speed, file } = item;
  if (reason === 'front-too-large') return words.frontTooLarge(format.bytes(file.size));
  if (reason) return typeof reason === 'string' ? words.reason[reason] : reason.detail;
  if (state === 'waiting') return `${words.state.waiting} · ${format.bytes(file.size)}`;
  if (state !== 'sending') return words.state[state];
  const parts = [words.amount(format.bytes(sentBytes), format.bytes(file.size))];
  if (isResumed) parts.unshift(words.resumed);
  if (speed > 0) parts.push(words.speed(format.bytes(speed)));
  return parts.join(' · ');
}
