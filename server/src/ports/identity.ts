import type { Account } from '../domain/account.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';

export type PasswordCheck = 'accepted' | 'wrong' | 'unconfirmed';

/** Whose token it is, and when its holder last gave the password. */
export type TokenProof = { accountId: AccountId; provenAt: Timestamp };

/** The proof that a person reads an address. */
export type CodeProof = {
  code: string;
  /** Digest of the secret of the browser that shows it: a short code holds for the browser that asked. */
  browser?: string | undefined;
};

/** A password that somebody chose, and the rules for it: `check` rejects where it does not meet them. */
export type NewPassword = { password: string; check: () => Promise<void> };

/**
 * Proves who someone is. Accounts are known to it by their id; user names and addresses are the account store's, so
 * that logging in by either works alike wherever identities are kept. Codes reach people by mail, sent by the adapter.
 * A `browser` is the digest of the secret of the browser that asks for a code.
 */
export interface Identity {
  /** Makes the credentials and mails a code. */
  register(account: Account, password: string, browser: string): Promise<void>;
  resendConfirmation(account: Account, browser: string): Promise<void>;
  /**
   * Proves the address. `isRegistrant` says that the browser is the one that chose the password. Any other one has to
   * bring a new password, which replaces the first; without it, the right code stays unused and is answered by
   * `password-needed`. Does as much for an account that does not exist (`undefined`) as for one that no code was mailed for.
   */
  confirm(
    account: Account | undefined,
    proof: CodeProof & { isRegistrant: boolean },
    chosen?: NewPassword,
  ): Promise<'confirmed' | 'wrong-code' | 'password-needed'>;
  /** Takes as long for an account that does not exist (`undefined`) as for a wrong password. */
  checkPassword(account: Account | undefined, password: string): Promise<PasswordCheck>;
  /** Also for an account that is not confirmed: the code then proves its address, too. */
  startPasswordReset(account: Account, browser: string): Promise<void>;
  /** Does as much for an account that does not exist (`undefined`) as for one that no code was mailed for. */
  resetPassword(
    account: Account | undefined,
    proof: CodeProof,
    chosen: NewPassword,
  ): Promise<'reset' | 'wrong-code'>;
  /** The present password was checked before. */
  changePassword(account: Account, password: string, newPassword: string): Promise<void>;
  /**
   * Makes the credentials or replaces them, on the word of whoever runs the gallery: the address counts as proven, and
   * no mail is sent.
   */
  setPassword(account: Account, password: string): Promise<void>;
  /** The present password was checked before. The code that is mailed proves nothing once the password is another one. */
  startEmailChange(account: Account, email: string, browser: string): Promise<void>;
  /** The address that the code proves. */
  confirmEmailChange(account: Account, proof: CodeProof): Promise<string | undefined>;
  /**
   * The address that the account has by now counts as proven, on the word of whoever runs the gallery. Codes mailed
   * for the account while it had another one work no more, whoever set it.
   */
  setEmail(account: Account): Promise<void>;
  /** Asked when a session is renewed: whether it would let the account in still. Where that cannot be told, it does. */
  isStillValid(account: Account): Promise<boolean>;
  /** Whose token of its own making this is; nobody's, where it makes none. */
  verifyToken(token: string): Promise<TokenProof | undefined>;
  /** Whatever it gave beside the gallery's sessions is not renewed any more. Idempotent. */
  endSessions(account: Account): Promise<void>;
  /** Forgets codes that have expired. */
  removeExpiredCodes(now: Timestamp): Promise<void>;
  /** Idempotent. */
  remove(account: Account): Promise<void>;
}
