import { access } from 'node:fs/promises';
import { compose } from '../../compose.ts';
import type { Config } from '../../config/config.ts';
import { noSecrets } from '../../config/secret-sources.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { minutes, seconds } from '../../domain/time.ts';
import { listensBeyondPublicUrl } from '../../http/host-allowlist.ts';
import { describeNotice, readSetupNotices } from '../setup-warnings.ts';
import { formatBytes } from '../terminal.ts';
import { ApiError, causeOf, describeForeignAnswer } from '../upload/api-client.ts';
import { besideOthersIn, makeTemporary } from './check-backends.ts';
import { isVitrine } from './check-machine.ts';
import { type Diagnosis, diagnose, sound, unsound } from './diagnosis.ts';

const urlRemedy = 'Set VITRINE_PUBLIC_URL to the URL that people open in their browsers.';

/** True if the public URL can lead to a gallery that listens where this one does. */
export const examinePublicUrl = ({ host, publicUrl }: Config): Diagnosis =>
  listensBeyondPublicUrl({ host, publicUrl })
    ? unsound(
        'public URL',
        `Vitrine listens on ${host} for other machines, but ${publicUrl} works only on this one`,
        `${urlRemedy} To serve this machine alone, set VITRINE_HOST=127.0.0.1.`,
      )
    : sound('public URL', publicUrl);

/** Sends 2 MB to the running gallery the way a browser does, under a key that no upload has, so that nothing stays. */
export async function examineUpload(config: Config): Promise<Diagnosis> {
  const { publicUrl, host, port } = config;
  let answer: Response;
  try {
    answer = await fetch(`${publicUrl}/api/v1/session`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(seconds(10)),
    });
  } catch (error) {
    if (!(await isVitrine(host, port))) return sound('upload', 'skipped, because Vitrine is not running');
    return unsound(
      'upload',
      `${publicUrl} does not answer this machine: ${error instanceof Error ? causeOf(error) : error}`,
      'Check VITRINE_PUBLIC_URL, its DNS name and the proxy. Some routers do not let a machine reach its own public address.',
    );
  }
  const text = await answer.text();
  if (!isSession(answer, text)) return unsound('upload', describeForeignAnswer(answer, { text }), urlRemedy);
  return diagnose('upload', 'Check VITRINE_STORAGE_URL and the proxy.', () => sendProbe(config));
}

function isSession({ ok, headers }: Response, text: string): boolean {
  if (!ok || !headers.get('content-type')?.includes('json')) return false;
  try {
    return Object.hasOwn(JSON.parse(text) as object, 'account');
  } catch {
    return false;
  }
}

const probeBytes = 2 * 1024 * 1024;
/* The checksum of other bytes. */
const wrongChecksum = '0'.repeat(64);

async function sendProbe(config: Config): Promise<Diagnosis | string> {
  const { publicUrl, secretFile, secrets } = config;
  if (!secrets.signing && !(await exists(secretFile)))
    return unsound(
      'upload',
      `${secretFile} is missing though Vitrine runs`,
      'Run this with the settings of the server.',
    );
  await using temporary = await makeTemporary();
  await using composition = await compose({
    ...besideOthersIn(temporary.path, config),
    storage: config.storage,
    secretFile,
    secrets: { ...noSecrets, signing: secrets.signing },
  });
  const { blobs, clock, secrets: own } = composition.ports;
  const key = originalKey(own.createId<PhotoId>());
  const { url, method, headers } = await blobs.presignPut({
    key,
    bytes: probeBytes,
    contentType: 'image/jpeg',
    sha256: wrongChecksum,
    expiresAt: clock.now() + minutes(2),
  });
  const target = new URL(url, publicUrl);
  const cspFault = await findCspFault(publicUrl, target.origin);
  if (cspFault)
    return unsound(
      'upload',
      cspFault,
      'Configure the proxy to pass Vitrine’s Content-Security-Policy unchanged.',
    );

  const response = await fetch(target, {
    method,
    headers,
    body: new Uint8Array(probeBytes),
    redirect: 'manual',
    signal: AbortSignal.timeout(minutes(1)),
  });
  const size = formatBytes(probeBytes);
  if (response.ok) {
    // The store accepted the file without comparing the checksum.
    await blobs.remove([key]);
    return `${target.origin} accepts a file of ${size}`;
  }
  const refusal = await ApiError.from(response, { bodyBytes: probeBytes });
  if (isExpected(refusal)) return `${target.origin} accepts a file of ${size}; nothing was stored`;
  if (refusal.code === 'forbidden')
    return unsound(
      'upload',
      `the Vitrine at ${publicUrl} has another signing secret or another clock`,
      'Run this with the settings of the server that answers there.',
    );
  return unsound(
    'upload',
    refusal.message,
    refusal.isForeign ? 'Change the settings of the proxy.' : 'Check VITRINE_STORAGE_URL.',
  );
}

/* Vitrine verifies the signature first, then finds that no upload has that key. S3 compares the checksum. */
const isExpected = ({ message, code, isForeign }: ApiError) =>
  !isForeign &&
  (code === 'not-found' ||
    code === 'invalid-request' ||
    /\((?:BadDigest|XAmzContent\w+Mismatch|InvalidDigest)\)/u.test(message));

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Notices of the running server about its settings. */
export async function examineNotices(config: Config): Promise<Diagnosis[]> {
  const notices = await readSetupNotices(config);
  return notices.map((notice) => {
    const finding = describeNotice(notice, config);
    if (notice.kind === 'forwarded-for-ignored')
      return unsound(
        'proxy',
        finding,
        'If the proxy is yours and sets that header itself, set VITRINE_TRUST_PROXY=on.',
      );
    // Scanners send any host name, which is harmless.
    return notice.isUsed
      ? unsound('host', finding, urlRemedy)
      : { ...sound('host', finding), remedy: urlRemedy };
  });
}

/** Describes the fault if the pages' Content-Security-Policy forbids sending files to the origin. */
async function findCspFault(publicUrl: string, target: string): Promise<string | undefined> {
  const page = await fetch(publicUrl, { redirect: 'manual', signal: AbortSignal.timeout(seconds(10)) });
  await page.body?.cancel();
  // If a proxy adds a second policy, browsers enforce both.
  for (const policy of (page.headers.get('content-security-policy') ?? '').split(',')) {
    const sources = sourcesFor(policy, 'connect-src') ?? sourcesFor(policy, 'default-src');
    if (sources && !sources.some((source) => allows(source, target, publicUrl)))
      return `the pages’ Content-Security-Policy allows uploads to ${sources.join(' ') || 'nothing'}, but they go to ${target}`;
  }
  return undefined;
}

function sourcesFor(policy: string, directive: string): string[] | undefined {
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/u);
    if (name?.toLowerCase() === directive) return sources;
  }
  return undefined;
}

function allows(source: string, target: string, publicUrl: string): boolean {
  const { protocol, host, origin } = new URL(target);
  if (source === "'self'") return origin === new URL(publicUrl).origin;
  if (source === '*' || source === protocol) return true;
  const [, scheme, name = ''] = /^(?:(https?:)\/\/)?([^/]+)/u.exec(source) ?? [];
  if (scheme && scheme !== protocol) return false;
  return name === host || (name.startsWith('*.') && host.endsWith(name.slice(1)));
}
