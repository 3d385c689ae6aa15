import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createTransport } from 'nodemailer';
import { AppError } from '../../domain/errors.ts';
import { asInternetMessage } from '../../domain/mail.ts';
import { type Timestamp, toIso } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import { makeDirectory, publishOver, removeFile } from './durable-files.ts';
import { hasCode } from './native-errors.ts';

type MailFolderOptions = {
  directory: string;
  /** `Vitrine <vitrine@example.org>` */
  from: string;
  log: Pick<Log, 'info'>;
  clock: Clock;
  /** Called with every written mail, so that a person at a terminal can read the code. */
  announce?: (mail: Mail & { path: string }) => void;
};

/** Writes each mail to a file that mail programs can open. */
export function createMailFolder({ directory, from, log, clock, announce }: MailFolderOptions): Mailer {
  const folder = resolve(directory);

  async function write(mail: Mail): Promise<string> {
    await makeDirectory(folder);
    const now = clock.now();
    // Windows allows no colons in file names.
    const name = `${toIso(now).replace(/[:.]/gu, '-')}-${mail.id.replace(/[^A-Za-z0-9-]/gu, '_')}.eml`;
    const path = join(folder, name);
    const draft = join(folder, `.${name}`);
    try {
      await writeFile(draft, await buildMimeMessage(mail, { from, at: now }), { mode: 0o600, flush: true });
      await publishOver(draft, path);
    } finally {
      await removeFile(draft);
    }
    return path;
  }

  return {
    async send(mail) {
      let path: string;
      try {
        path = await write(mail);
      } catch (error) {
        throw new AppError('unavailable', 'The mail could not be written.', { cause: error });
      }
      log.info({ mailId: mail.id, path }, 'mail written');
      announce?.({ ...mail, path });
      return 'accepted';
    },

    async check() {
      try {
        await checkWritable(folder);
      } catch (error) {
        throw new AppError('unavailable', 'Mails cannot be written.', { cause: error });
      }
    },
  };
}

/** Checks that the folder is writable, or its nearest existing parent: the first mail creates the folder. */
async function checkWritable(folder: string): Promise<void> {
  try {
    // `/.` makes the check fail for a file.
    await access(`${folder}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    await checkWritable(dirname(folder));
  }
}

/** Returns the message in MIME format. */
async function buildMimeMessage(mail: Mail, envelope: { from: string; at: Timestamp }): Promise<Uint8Array> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail(asInternetMessage(mail, envelope));
  if (!(message instanceof Uint8Array)) throw new TypeError('nodemailer returned no message');
  return message;
}
