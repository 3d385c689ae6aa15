import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Config } from '../config/config.ts';
import type { SetupWarning, SetupWarningOptions } from '../http/setup-warnings.ts';
import type { Log } from '../ports/log.ts';
import { createAddressOf } from './open-app.ts';

type Settings = Pick<Config, 'publicUrl' | 'trustProxy' | 'scratch'>;

const noticeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('forwarded-for-ignored') }),
  z.object({ kind: z.literal('other-host'), host: z.string().max(300), isUsed: z.boolean() }),
]);
const fileSchema = z.object({ publicUrl: z.string(), notices: z.array(noticeSchema).max(10) });

/* The scratch folder is the one that every server can write to. `vitrine doctor` reads the file. */
const pathOf = ({ scratch }: Settings) => join(scratch, 'setup-notices.json');

/** Logs misconfiguration that requests reveal, and stores it for `vitrine doctor` until the next start. */
export async function openSetupNotices(config: Settings, log: Log): Promise<SetupWarningOptions> {
  const path = pathOf(config);
  const notices = new Map<SetupWarning['kind'], SetupWarning>();
  await rm(path, { force: true }).catch(() => undefined);
  // Writes one after the other, so that the last file is complete. If writing fails, only the doctor lacks notices.
  let writing = Promise.resolve();
  const keep = async (text: string) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { mode: 0o600 });
  };
  return {
    publicUrl: config.publicUrl,
    trustsProxy: config.trustProxy,
    peerOf: createAddressOf(false),
    tell(notice) {
      log.warn(notice, describeNotice(notice, config));
      notices.set(notice.kind, notice);
      const text = JSON.stringify({ publicUrl: config.publicUrl, notices: [...notices.values()] });
      writing = writing.then(() => keep(text)).catch(() => undefined);
    },
  };
}

/** Reads the notices of the server that runs with these settings. */
export async function readSetupNotices(config: Settings): Promise<SetupWarning[]> {
  const text = await readFile(pathOf(config), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const { success, data } = fileSchema.safeParse(parse(text));
  // A file from a server with other settings does not apply.
  if (!success || data.publicUrl !== config.publicUrl) return [];
  return data.notices.filter(({ kind }) => kind !== 'forwarded-for-ignored' || !config.trustProxy);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function describeNotice(notice: SetupWarning, { publicUrl }: Pick<Config, 'publicUrl'>): string {
  if (notice.kind === 'forwarded-for-ignored')
    return 'a proxy sends X-Forwarded-For, which is ignored while VITRINE_TRUST_PROXY is off: limits count all visitors as one';
  return `requests arrive for ${notice.host}, but VITRINE_PUBLIC_URL is ${publicUrl}`;
}
