/** List of passwords that attackers try first. */
export interface CommonPasswords {
  /** The password is in lower case. */
  has(password: string): Promise<boolean>;
}
