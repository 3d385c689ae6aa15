import { readFile } from 'node:fs/promises';
import { type Permission, permissionsFor } from './needed-permissions.ts';
import type { RecordedCall } from './record-calls.ts';

/** The module that records the calls of a process (`node --import`). */
export const recorder = new URL('./record-calls.ts', import.meta.url).href;

/* Presigned URLs use the permissions of their signer. */
export const signedForBrowsers: readonly Permission[] = [
  's3:GetObject on objects',
  's3:PutObject on objects',
];

/** Reads the permissions that the recorded calls of a process required. The settings name its queues and bucket. */
export async function readPermissions(
  file: string,
  { VITRINE_STORAGE_URL = '', VITRINE_QUEUE_URL = '' }: Readonly<Record<string, string>>,
): Promise<Set<Permission>> {
  const queues = new URL(VITRINE_QUEUE_URL.replace('sqs:', 'http:')).searchParams;
  const names = {
    bucket: new URL(VITRINE_STORAGE_URL.replace('s3:', 'http:')).hostname,
    deadLetters: queues.get('deadLetters') ?? '',
    renderings: queues.get('renderings') ?? '',
  };
  const text = await readFile(file, 'utf8').catch(() => '');
  const calls = text
    .split('\n')
    // The last line may be incomplete.
    .slice(0, -1)
    .map((line) => JSON.parse(line) as RecordedCall);
  return new Set(calls.flatMap((call) => permissionsFor(call, names)));
}
