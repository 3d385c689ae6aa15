import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const sources = globSync('**/*.{ts,tsx,mjs}', {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|dist|data|artefacts)$/u.test(path),
}).filter((path) => !path.endsWith('.d.ts'));

const maxLength = 120;
const riddle = /^(What|Who|Whose|Whether|Where)\b/u;

type Comment = { line: number; text: string };

/* Strings and regular expressions may contain comment marks, so they are skipped. */
const token =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=[(,=:[!&|?{};\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*|\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/gu;

function commentsOf(source: string): Comment[] {
  return [...source.matchAll(token)]
    .filter(([text]) => text.startsWith('/*') || text.startsWith('//'))
    .map(({ 0: text, index }) => ({ line: source.slice(0, index).split('\n').length, text }));
}

/** Returns the text of a comment without its marks. */
const textOf = (comment: string): string =>
  comment
    .replace(/^\/\*+|\*\/$|^\/\//gu, '')
    .replaceAll(/^\s*\* ?/gmu, '')
    .trim();

/* A line comment that continues the one above does not open a sentence. */
const continues = (comments: readonly Comment[], { line, text }: Comment): boolean =>
  text.startsWith('//') && comments.some((other) => other.line === line - 1 && other.text.startsWith('//'));

describe('comments', () => {
  const files = sources.map((path) => {
    const source = readFileSync(join(root, path), 'utf8');
    return { path, lines: source.split('\n'), comments: commentsOf(source) };
  });

  it(`have at most ${maxLength} characters a line`, () => {
    const long = files.flatMap(({ path, lines, comments }) =>
      comments.flatMap(({ line, text }) =>
        text
          .split('\n')
          .map((_, offset) => line + offset)
          .filter((number) => {
            const code = lines[number - 1] ?? '';
            return code.length > maxLength && !/https?:\/\/\S{40}|biome-ignore/u.test(code);
          })
          .map((number) => `${path}:${number}`),
      ),
    );
    assert.deepEqual([...new Set(long)], []);
  });

  it('do not open with What, Who, Whose, Whether or Where', () => {
    const riddles = files.flatMap(({ path, comments }) =>
      comments
        .filter((comment) => riddle.test(textOf(comment.text)) && !continues(comments, comment))
        .map(({ line, text }) => `${path}:${line} ${textOf(text).slice(0, 60)}`),
    );
    assert.deepEqual(riddles, []);
  });
});
