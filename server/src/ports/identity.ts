import type { Account } from '../domain/account.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';

export type PasswordCheck = 'accepted' | 'wrong' | 'unconfirmed';

/** Whose token it is, and when its holder last gave the password. */
export type TokenProof = { accountId: AccountId; provenAt: Timestamp };

/**
 * Proves who someone is. Accounts are known to it by their id; user names and addresses are the account store's, so
 * that logging in by either works alike wherever identities are kept. Codes reach people by mail, sent by the adapter.
 */
export interface Identity {
  /** Makes the credentials and mails a code. */
  register(account: Account, password: string): Promise<void>;
  resendConfirmation(account: Account): Promise<void>;
  /** Does as much for an account that does not exist (`undefined`) as for one that no code was mailed for. */
  confirm(account: Account | undefined, code: string): Promise<'confirmed' | 'wrong-code'>;
  /** Takes as long for an account that does not exist (`undefined`) as for a wrong password. */
  checkPassword(account: Account | undefined, password: string): Promise<PasswordCheck>;
  startPasswordReset(account: Account): Promise<void>;
  /** Does as much for an account that does not exist (`undefined`) as for one that no code was mailed for. */
  resetPassword(
    account: Account | undefined,
    code: string,
    password: string,
  ): Promise<'reset' | 'wrong-code'>;
  /** The present password was checked before. */
  changePassword(account: Account, password: string, newPassword: string): Promise<void>;
  /**
   * Makes the credentials or replaces them, on the word of whoever runs the gallery: the address counts as proven, and
   * no mail is sent.
   */
  setPassword(account: Account, password: string): Promise<void>;
  /** The present password was checked before. The code that is mailed proves nothing once the password is another one. */
  startEmailChange(account: Account, email: string): Promise<void>;
  /** The address that the code proves. */
  confirmEmailChange(account: Account, code: string): Promise<string | undefined>;
  /**
   * The address that the account has by now counts as proven, on the word of whoever runs the gallery. Codes mailed
   * for the account while it had another one work no more, whoever set it.
   */
  setEmail(account: Account): Promise<void>;
  /** Asked when a session is renewed: whether it would let the account in still. Where that cannot be told, it does. */
  vouchesFor(account: Account): Promise<boolean>;
  /** Whose token of its own making this is; nobody's, where it makes none. */
  verifyToken(token: string): Promise<TokenProof | undefined>;
  /** Whatever it gave beside the gallery's sessions is not renewed any more. Idempotent. */
  endSessions(account: Account): Promise<void>;
  /** Idempotent. */
  remove(account: Account): Promise<void>;
}
