import { readFile } from 'node:fs/promises';
import { type Permission, permissionsFor } from './needed-permissions.ts';
import type { RecordedCall } from './record-calls.ts';

/** What a process is started with for its calls to be recorded (`node --import`). */
export const recorder = new URL('./record-calls.ts', import.meta.url).href;

/* What a browser does with an address that was signed for it, it does with the permissions of who signed. */
export const signedForBrowsers: readonly Permission[] = [
  's3:GetObject on objects',
  's3:PutObject on objects',
];

/** What was asked of AWS in a file of recorded calls, by a process that was started with these settings. */
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
    // The rest of a line may still be on its way, and is no call before it is there.
    .slice(0, -1)
    .map((line) => JSON.parse(line) as RecordedCall);
  return new Set(calls.flatMap((call) => permissionsFor(call, names)));
}
