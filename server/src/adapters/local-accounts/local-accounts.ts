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
  /** URL for links in mails, or a function if it is known only later. */
  publicUrl: string | (() => string);
  hashing?: HashingOptions;
};

const composers: Record<CodePurpose, (account: Account, codes: CodePair, publicUrl: string) => MailContent> =
  {
    'confirm-account': composeConfirmAccount,
    'reset-password': composeResetPassword,
    'change-email': composeChangeEmail,
  };

/** Keeps accounts with password hashes in Vitrine's own database. */
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
      // Deterministic, so that a repeated job sends no second mail.
      id: `${purpose}-${secrets.digest(linkDigest).slice(0, 32)}`,
      to: newEmail ?? account.email,
      ...composers[purpose](account, pair, origin()),
    };
    // Encrypted, because the mail contains the code and the queue keeps jobs, failed ones for a long time.
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
      // Checks and hashes before using the code, so that the code still works if this fails.
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
      // Replaces the hash only if the password has not changed meanwhile.
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
      // A reset in between takes precedence over a change by someone who knew the old password.
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

    // Nothing to do: codes are bound to the account's email.
    async setEmail() {},

    // The account store alone decides, so every account in it is valid.
    isStillValid: async () => true,
    verifyToken: async () => undefined,
    async endSessions() {},

    removeExpiredCodes: (now) => credentials.removeExpiredCodes(now),
    remove: (account) => credentials.removeAll(account.id),
  };
}

const passwordChanged = () => new AppError('wrong-credentials', 'The password was changed in the meantime.');
