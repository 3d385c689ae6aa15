import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CodePurpose, CredentialStore } from '../../ports/credentials.ts';
import type { Identity } from '../../ports/identity.ts';
import type { JobQueue } from '../../ports/jobs.ts';
import type { Mail } from '../../ports/mailer.ts';
import type { Secrets } from '../../ports/secrets.ts';
import {
  composeChangeEmail,
  composeConfirmAccount,
  composeResetPassword,
  type MailContent,
} from './code-mails.ts';
import { type CodePair, createCodes } from './codes.ts';
import { createPasswords, type HashingOptions } from './passwords.ts';

export type LocalAccountsOptions = {
  credentials: CredentialStore;
  jobs: Pick<JobQueue, 'enqueue'>;
  secrets: Secrets;
  clock: Clock;
  /** Where links in mails lead; a function where it is known only later. */
  publicUrl: string | (() => string);
  hashing?: HashingOptions;
};

const composers: Record<CodePurpose, (account: Account, codes: CodePair, publicUrl: string) => MailContent> =
  {
    'confirm-account': composeConfirmAccount,
    'reset-password': composeResetPassword,
    'change-email': composeChangeEmail,
  };

/** Accounts whose passwords this gallery keeps by itself, as hashes. */
export function createLocalAccounts(options: LocalAccountsOptions): Identity {
  const { credentials, jobs, secrets, publicUrl } = options;
  const origin = typeof publicUrl === 'string' ? () => publicUrl : publicUrl;
  const passwords = createPasswords(options.hashing);
  const codes = createCodes(options);

  async function mailCode(
    account: Account,
    purpose: CodePurpose,
    browser: string,
    newEmail?: string,
  ): Promise<void> {
    const { codes: pair, linkDigest } = await codes.create(account, purpose, browser, newEmail);
    const mail: Mail = {
      // One code, one mail, however often the job runs.
      id: `${purpose}-${secrets.digest(linkDigest).slice(0, 32)}`,
      to: newEmail ?? account.email,
      ...composers[purpose](account, pair, origin()),
    };
    // Sealed, because the queue keeps jobs for a while, failed ones for long, and the mail holds the code.
    await jobs.enqueue({
      name: 'send-mail',
      payload: { sealed: secrets.encrypt('mail', JSON.stringify(mail)) },
    });
  }

  return {
    async register(account, password, browser) {
      await credentials.setPasswordHash(account.id, await passwords.hash(password));
      await mailCode(account, 'confirm-account', browser);
    },

    resendConfirmation: (account, browser) => mailCode(account, 'confirm-account', browser),

    async confirm(account, { isRegistrant, ...proof }, chosen) {
      const found = await codes.find(account, 'confirm-account', proof);
      if (!account || !found) return 'wrong-code';
      if (!isRegistrant && !chosen) return 'password-needed';
      // Checked and hashed before the code is spent: where that fails, the code still works.
      await chosen?.check();
      const hash = chosen && (await passwords.hash(chosen.password));
      if (!(await codes.take(found))) return 'wrong-code';
      if (hash) await credentials.setPasswordHash(account.id, hash);
      await codes.revokeAll(account);
      return 'confirmed';
    },

    async checkPassword(account, password) {
      const stored = account && (await credentials.findPasswordHash(account.id));
      const isRight = stored
        ? await passwords.verify(stored, password)
        : await passwords.verifyNothing(password);
      if (!account || !stored || !isRight) return 'wrong';
      // A password that was changed meanwhile does not come back.
      if (passwords.isOutdated(stored))
        await credentials.replacePasswordHash(account.id, await passwords.hash(password), stored);
      return account.confirmedAt === undefined ? 'unconfirmed' : 'accepted';
    },

    startPasswordReset: (account, browser) => mailCode(account, 'reset-password', browser),

    async resetPassword(account, proof, { password, check }) {
      const found = await codes.find(account, 'reset-password', proof);
      if (!account || !found) return 'wrong-code';
      await check();
      const hash = await passwords.hash(password);
      if (!(await codes.take(found))) return 'wrong-code';
      await credentials.setPasswordHash(account.id, hash);
      await codes.revokeAll(account);
      return 'reset';
    },

    async changePassword(account, password, newPassword) {
      const before = await credentials.findPasswordHash(account.id);
      const hash = await passwords.hash(newPassword);
      // A reset that came in between is what holds, not the change by whoever knew the password before.
      if (before === undefined || !(await passwords.verify(before, password))) throw passwordChanged();
      await credentials.replacePasswordHash(account.id, hash, before);
      if ((await credentials.findPasswordHash(account.id)) !== hash) throw passwordChanged();
      await codes.revokeAll(account);
    },

    async setPassword(account, password) {
      await credentials.setPasswordHash(account.id, await passwords.hash(password));
      await codes.revokeAll(account);
    },

    startEmailChange: (account, email, browser) => mailCode(account, 'change-email', browser, email),

    async confirmEmailChange(account, proof) {
      const found = await codes.find(account, 'change-email', proof);
      return found && (await codes.take(found)) ? found.email : undefined;
    },

    // Codes are bound to the address that the account had.
    async setEmail() {},

    // What the account store says of an account is all there is.
    isStillValid: async () => true,
    verifyToken: async () => undefined,
    async endSessions() {},

    removeExpiredCodes: (now) => credentials.removeExpiredCodes(now),
    remove: (account) => credentials.removeAll(account.id),
  };
}

const passwordChanged = () => new AppError('wrong-credentials', 'The password was changed in the meantime.');
