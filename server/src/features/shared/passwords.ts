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

/* A check costs a slow hash, so that correct passwords are limited too. */
const checks: Limit = { limit: 30, window: hours(1) };
const wrongChecks: Limit = { limit: 10, window: minutes(15) };

/** Checks the password before a sensitive change, within a rate limit. Callers validate everything else first. */
export async function checkPassword(
  deps: Pick<Ports, 'identity' | 'attempts' | 'clock'>,
  account: Account,
  password: string,
): Promise<void> {
  const key = `password ${account.id}`;
  await takeAttempt(deps, key, wrongChecks);
  await takeAttempt(deps, `password-checks ${account.id}`, checks);
  if ((await deps.identity.checkPassword(account, password)) !== 'accepted') throw wrongPassword();
  await deps.attempts.refund(key, deps.clock.now());
}

const reasons: Record<Weakness | 'common', string> = {
  repeated: 'This password repeats the same few characters. Choose one that is harder to guess.',
  sequence: 'This password is a simple sequence. Choose one that is harder to guess.',
  names:
    'This password is made of your user name, your e-mail address or the gallery’s name. Choose one that is harder to guess.',
  common: 'This password is one of those that attackers try first. Choose one that is harder to guess.',
};

/** Refuses common passwords, and passwords made of public facts about the account (NIST SP 800-63B §3.1.1.2). */
export async function checkNewPassword(
  deps: Pick<Ports, 'commonPasswords'>,
  password: string,
  context: PasswordContext,
  field = 'password',
): Promise<void> {
  const weakness =
    findWeakness(password, context) ?? ((await isCommon(deps, password)) ? 'common' : undefined);
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
  // A few characters around a common word add few guesses.
  if (isEasilyGuessed(before + after)) candidates.push(word, spellOut(word));
  const found = await Promise.all(candidates.map((candidate) => commonPasswords.has(candidate)));
  return found.includes(true);
}
