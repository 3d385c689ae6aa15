import type { Account } from './account.ts';

/** Words about the password's owner that an attacker knows. */
export type PasswordContext = Pick<Account, 'username' | 'email'>;

export type Weakness = 'repeated' | 'sequence' | 'names';

const galleryName = 'vitrine';

/* Neighbouring keys of common keyboards, digits and the alphabet. */
const rows = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  ...['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  ...['qwertzuiop', 'yxcvbnm'],
  ...['azertyuiop', 'qsdfghjklm', 'wxcvbn'],
];
const neighbours = new Set(
  [...rows, ...rows.map((row) => [...row].reverse().join(''))].flatMap((row) =>
    [...row].slice(1).map((next, index) => `${row[index]}${next}`),
  ),
);
const follows = (before: string, next: string) => before === next || neighbours.has(before + next);

/* A password of fewer pieces is guessed within seconds. */
const fewestPieces = 5;
const longestUnit = 4;

const lettersOf = (text: string) => [...text.normalize('NFKC').toLowerCase()];

/** Counts the independent parts of a text. A year and a run of equal or neighbouring characters count as one each. */
function countPieces(text: string): number {
  let pieces = 0;
  let run = 0;
  let before = '';
  for (const letter of lettersOf(text.replace(/(?:19|20)\d\d/gu, '\n'))) {
    run = before !== '' && follows(before, letter) ? run + 1 : 1;
    // A run is known at its third character: the second then no longer counts.
    pieces += run < 3 ? 1 : run === 3 ? -1 : 0;
    before = letter;
  }
  return pieces;
}

/** True if the text has so few parts that it needs few guesses. */
export const isEasilyGuessed = (text: string) => countPieces(text) < fewestPieces;

/** Returns the shortest text that `text` repeats. The last repetition may be cut off. */
export function repeatedUnit(text: string): string {
  const letters = lettersOf(text);
  const period = letters.findIndex(
    (_, length) =>
      length > 0 && letters.every((letter, index) => index < length || letter === letters[index - length]),
  );
  return (period < 0 ? letters : letters.slice(0, period)).join('');
}

const compact = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Known words of at least three characters, the longest first. */
function wordsOf({ username, email }: PasswordContext): string[] {
  const [local = '', domain = ''] = email.split('@');
  const words = [email, local, domain, username, galleryName]
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .map(compact)
    .filter((word) => word.length >= 3);
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}

/** Returns the reason why a password is easily guessed. Does not check lists of common passwords. */
export function findWeakness(password: string, context: PasswordContext): Weakness | undefined {
  const letters = lettersOf(password);
  if (new Set(letters).size <= 2 || [...repeatedUnit(password)].length <= longestUnit) return 'repeated';
  if (isEasilyGuessed(password)) return 'sequence';
  const whole = compact(password);
  const rest = wordsOf(context).reduce((text, word) => text.replaceAll(word, ''), whole);
  return rest !== whole && isEasilyGuessed(rest) ? 'names' : undefined;
}
