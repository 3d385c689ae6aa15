import type { Account } from '../domain/account.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';

export type PasswordCheck = 'accepted' | 'wrong' | 'unconfirmed';

/** Account of a token, and the time at which its holder last gave the password. */
export type TokenProof = { accountId: AccountId; provenAt: Timestamp };

/** Proof that a person reads an e-mail address. */
export type CodeProof = {
  code: string;
  /** Digest of the secret of the browser that sends the code. A short code is valid in the browser that asked. */
  browser?: string | undefined;
};

/** New password. `check` rejects if the password breaks the rules. */
export type NewPassword = { password: string; check: () => Promise<void> };

/**
 * Verifies people. Knows accounts by id; user names and e-mail addresses belong to the account store. The adapter
 * mails codes itself. A `browser` is the digest of the secret of the browser that asks for a code.
 */
export interface Identity {
  /** Creates credentials and mails a code. */
  register(account: Account, password: string, browser: string): Promise<void>;
  resendConfirmation(account: Account, browser: string): Promise<void>;
  /**
   * Verifies the code. `isRegistrant` is true in the browser that chose the password. Any other browser must send a
   * new password; without one, a correct code stays unused and the result is `password-needed`. Takes as long for
   * an account that does not exist (`undefined`).
   */
  confirm(
    account: Account | undefined,
    proof: CodeProof & { isRegistrant: boolean },
    chosen?: NewPassword,
  ): Promise<'confirmed' | 'wrong-code' | 'password-needed'>;
  /** Takes as long for an account that does not exist (`undefined`) as for a wrong password. */
  checkPassword(account: Account | undefined, password: string): Promise<PasswordCheck>;
  /** Works for unconfirmed accounts too. The code then also proves the e-mail address. */
  startPasswordReset(account: Account, browser: string): Promise<void>;
  /** Takes as long for an account that does not exist (`undefined`) as for one without a code. */
  resetPassword(
    account: Account | undefined,
    proof: CodeProof,
    chosen: NewPassword,
  ): Promise<'reset' | 'wrong-code'>;
  /** Callers check the present password first. */
  changePassword(account: Account, password: string, newPassword: string): Promise<void>;
  /**
   * Creates or replaces credentials on behalf of the operator. The e-mail address counts as proven. Sends no mail.
   */
  setPassword(account: Account, password: string): Promise<void>;
  /** Callers check the present password first. A later change of the password invalidates the mailed code. */
  startEmailChange(account: Account, email: string, browser: string): Promise<void>;
  /** Returns the e-mail address that the code proves. */
  confirmEmailChange(account: Account, proof: CodeProof): Promise<string | undefined>;
  /**
   * Takes over the account's e-mail address as proven, on behalf of the operator. Invalidates codes that were
   * mailed to another address of the account.
   */
  setEmail(account: Account): Promise<void>;
  /**
   * Returns false if the provider no longer accepts the account. Called when a session is renewed. Returns true if
   * the provider cannot be reached.
   */
  isStillValid(account: Account): Promise<boolean>;
  /** Verifies a token of the provider. Returns `undefined` for other tokens, and if the provider issues none. */
  verifyToken(token: string): Promise<TokenProof | undefined>;
  /** Revokes the provider's own sessions and refresh tokens. Idempotent. */
  endSessions(account: Account): Promise<void>;
  /** Removes expired codes. */
  removeExpiredCodes(now: Timestamp): Promise<void>;
  /** Idempotent. */
  remove(account: Account): Promise<void>;
}
