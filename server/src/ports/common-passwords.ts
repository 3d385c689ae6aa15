/** Passwords that many people choose, and attackers therefore try first. */
export interface CommonPasswords {
  /** The password is in lower case. */
  has(password: string): Promise<boolean>;
}
