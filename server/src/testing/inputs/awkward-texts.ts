import { readFromSet } from './photo-set.ts';

export type Use = 'title' | 'description' | 'tag' | 'username' | 'filename';
type Repeat = { prefix?: string; unit: string; times: number; suffix?: string };
type Listed = { id: string; use: Use[]; expect: string; value?: string; repeat?: Repeat; note?: string };
type ListedName = { name?: string; repeat?: Repeat; expect: string; note?: string };
export type AwkwardText = { id: string; use: readonly Use[]; expect: string; value: string; note: string };
export type AwkwardName = { name: string; expect: string };

const written = (value: string | undefined, repeat: Repeat | undefined) =>
  value ?? (repeat ? (repeat.prefix ?? '') + repeat.unit.repeat(repeat.times) + (repeat.suffix ?? '') : '');

const listed: Listed[] = readFromSet('strings.json')?.entries ?? [];
const listedNames: ListedName[] = readFromSet('filenames.json')?.names ?? [];

export const listedTexts: AwkwardText[] = listed.map(({ id, use, expect, value, repeat, note = '' }) => ({
  id,
  use,
  expect,
  value: written(value, repeat),
  note,
}));
export const awkwardNames: AwkwardName[] = listedNames.map(({ name, repeat, expect }) => ({
  name: written(name, repeat),
  expect,
}));

const own = (expect: string, use: Use[], ...values: string[]): AwkwardText[] =>
  values.map((value, index) => ({
    id: `own-${expect}-${use.length}-${index + 1}`,
    use,
    expect,
    value,
    note: '',
  }));
const words: Use[] = ['title', 'description', 'tag'];
const everywhere: Use[] = [...words, 'username', 'filename'];

/** Texts of the same kinds, for machines without the photo set. */
export const ownTexts: AwkwardText[] = [
  ...own(
    'keep',
    [...words, 'filename'],
    'Am Fluß',
    '山と海',
    'גן עדן',
    '👩‍👩‍👧‍👦',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    'e\u0301te\u0301',
    '0',
    'null',
  ),
  ...own('keep-inert', words, '<b>x</b>', '{{1+1}}', "'; drop table photos; --", '100%', '=1+1', '&amp;'),
  ...own('keep-inert', ['filename'], '<b>x</b>.jpg', 'javascript:alert(1)', '![x](http://a.example/b.png)'),
  ...own('keep-or-refuse', ['title', 'tag', 'username'], '__proto__', 'constructor', 'valueOf'),
  ...own(
    'clean-or-refuse',
    everywhere,
    '',
    '\u200b',
    '\u2800',
    '\u115f\u1160',
    '\uffa0',
    '\t \n',
    'a\u0000b',
    'x\u061cy',
    '\ud83d',
    '\u{10ffff}',
    '\u{1fffe}x',
    '\ufff9a\ufffb',
  ),
  ...own(
    'keep-contained',
    ['title', 'filename', 'username'],
    '../../x.jpg',
    '..\\x',
    'x\u202egpj.exe',
    'a\r\nB: c',
  ),
  ...own('refuse-or-distinct', ['username'], 'ADMIN', 'a.d.m.i.n', 'r00t', 'аdmin', 'adm1n', 'login'),
  ...own('refuse-or-keep-whole', everywhere, 'y'.repeat(501), 'z '.repeat(50_000), '🦊'.repeat(10_001)),
];

/* Characters that hide, reorder or break the surrounding text. */
const harmful =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come back
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\p{Noncharacter_Code_Point}|\p{Surrogate}/u;
const looksEmpty = (text: string) => /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u.test(text);
const spaced = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

export type Outcome = { shown: string } | { message: string };

/** Describes a wrong outcome of a text in that use. Returns undefined if it is as expected. */
export function judge({ expect, value, note }: AwkwardText, use: Use, outcome: Outcome): string | undefined {
  const isStrict = expect === 'keep' || expect === 'keep-inert' || /\bkeep$/u.test(note);
  if ('message' in outcome) {
    const isClear = outcome.message.length > 10 && !/regex|invalid input|expected/iu.test(outcome.message);
    if (!isClear) return `was refused unclearly: ${outcome.message}`;
    if (isStrict && use !== 'username') return `was refused: ${outcome.message}`;
    const hasLimit = /\d/u.test(outcome.message) || value.trim() === '';
    return expect === 'refuse-or-keep-whole' && !hasLimit ? `names no limit: ${outcome.message}` : undefined;
  }
  const { shown } = outcome;
  if (harmful.test(shown)) return `shows what is harmful: ${JSON.stringify(shown)}`;
  if (use !== 'description' && shown.includes('\n')) return 'shows a line break';
  if (looksEmpty(shown) && (shown !== '' || (use !== 'title' && use !== 'description')))
    return 'looks empty and is not';
  const isSame = spaced(use === 'username' ? value.toLowerCase() : value) === spaced(shown);
  if (isStrict && value.normalize('NFC') !== shown && !(use === 'username' && isSame))
    return `came back as ${JSON.stringify(shown)}`;
  if (expect === 'refuse-or-distinct') return `was taken as ${shown}`;
  if (expect === 'keep-or-refuse' && !isSame) return `came back as ${shown}`;
  if (expect === 'keep-or-split' && !isSame) return `came back as ${shown}`;
  const isWhole = isSame || value.trim() === '' || (use === 'filename' && value.endsWith(`/${shown}`));
  return expect === 'refuse-or-keep-whole' && !isWhole ? `was cut to ${shown.length}` : undefined;
}
