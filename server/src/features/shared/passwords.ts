import type { Account } from '../../domain/account.ts';
import { invalidField, wrongPassword } from '../../domain/errors.ts';
import { hours, minutes } from '../../domain/time.ts';
import {
  findWeakness,
  isEasilyGuessed,
  type PasswordContext,
  repeatedUnit,
  type Weakness,
} from '../../domain/weak-password.ts';
import type { Ports } from '../../ports/index.ts';
import type { Limit } from './rate-limit.ts';
import { takeAttempt } from './rate-limit.ts';

/* Each check costs a slow hash, so that right passwords are limited too. */
const checks: Limit = { limit: 30, window: hours(1) };
const wrongOnes: Limit = { limit: 10, window: minutes(15) };

/**
 * Asks for the password before a change that a person who finds a browser open must not make. Callers refuse what needs
 * no password to be refused before they call it.
 */
export async function checkPassword(
  ports: Pick<Ports, 'identity' | 'attempts' | 'clock'>,
  account: Account,
  password: string,
): Promise<void> {
  const key = `password ${account.id}`;
  await takeAttempt(ports, key, wrongOnes);
  await takeAttempt(ports, `password-checks ${account.id}`, checks);
  if ((await ports.identity.checkPassword(account, password)) !== 'accepted') throw wrongPassword();
  await ports.attempts.giveBack(key, ports.clock.now());
}

const reasons: Record<Weakness | 'common', string> = {
  repeated: 'This password repeats the same few characters. Choose one that is harder to guess.',
  sequence: 'This password is a simple sequence. Choose one that is harder to guess.',
  names:
    'This password is made of your user name, your e-mail address or the gallery’s name. Choose one that is harder to guess.',
  common: 'This password is one of those that attackers try first. Choose one that is harder to guess.',
};

/** Refuses a password that is guessed first (NIST SP 800-63B §3.1.1.2): common ones, and those made of what is known. */
export async function checkNewPassword(
  ports: Pick<Ports, 'commonPasswords'>,
  password: string,
  context: PasswordContext,
  field = 'password',
): Promise<void> {
  const weakness =
    findWeakness(password, context) ?? ((await isCommon(ports, password)) ? 'common' : undefined);
  if (weakness) throw invalidField(field, reasons[weakness]);
}

const lookalikes: Readonly<Record<string, string>> = {
  ...{ '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' },
};
const spellOut = (text: string) => text.replace(/[@431!0$57]/gu, (sign) => lookalikes[sign] ?? sign);

async function isCommon({ commonPasswords }: Pick<Ports, 'commonPasswords'>, password: string) {
  const lower = password.normalize('NFKC').toLowerCase();
  const [, before = '', word = '', after = ''] = /^(\P{L}*)(.*?)(\P{L}*)$/su.exec(lower) ?? [];
  const candidates = [lower, repeatedUnit(lower), spellOut(lower)];
  // A few characters around a common word hardly make it another one.
  if (isEasilyGuessed(before + after)) candidates.push(word, spellOut(word));
  const found = await Promise.all(candidates.map((candidate) => commonPasswords.has(candidate)));
  return found.includes(true);
}
