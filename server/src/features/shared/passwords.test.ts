import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCommonPasswords } from '../../adapters/common-passwords/common-passwords.ts';
import { checkNewPassword } from './passwords.ts';

const ada = { username: 'ada.lovelace', email: 'countess@analytical.example.org' };
const check = (password: string) =>
  checkNewPassword({ commonPasswords: createCommonPasswords() }, password, ada);

const refused: Record<string, string[]> = {
  'that attackers try first': [
    ...[
      'password12',
      'Password2024!',
      'sunshine12',
      'sunshinesunshine',
      'P@ssw0rd123',
      '!!iloveyou!!',
      '1q2w3e4r5t',
    ],
    ...['password-12345', 'Administrator1', 'letmein123'],
  ],
  'that repeats a few characters': [
    ...[
      'aaaaaaaaaa',
      ' '.repeat(10),
      'abababababab',
      '1212121212',
      'abcabcabcabc',
      'aaaaaaaaab',
      '🦉'.repeat(10),
    ],
    ...['112211221122', 'xyz1xyz1xyz1'],
  ],
  'that is a sequence': [
    ...[
      '1234567890',
      '0987654321',
      'abcdefghij',
      'zyxwvutsrq',
      'qwertyuiop',
      'QWERTYuiop',
      'asdfghjkl1',
      'abcdef123456',
    ],
    ...['111222333444', 'qwertzuiop'],
  ],
  'made of the user name, the e-mail address or the gallery’s name': [
    ...['ada.lovelace', 'adalovelace1', 'lovelace1815', 'Ada-Lovelace-2024', 'lovelaceada', 'countess1234'],
    ...[
      'countess@analytical.example.org',
      'analytical12',
      'VitrineVitrine',
      'vitrine2024',
      '!Vitrine12345',
      'vitrineada99',
    ],
  ],
};

describe('a new password', () => {
  for (const [kind, passwords] of Object.entries(refused))
    it(`is refused with a reason if it is one ${kind}`, async () => {
      for (const password of passwords)
        await assert.rejects(
          check(password),
          (error: { code: string; message: string; errors: { path: string }[] }) =>
            error.code === 'invalid-request' &&
            error.errors[0]?.path === 'password' &&
            /^This password .* harder to guess\.$/u.test(error.message),
          password,
        );
    });

  it('is accepted if it is hard to guess, whatever words it contains', async () => {
    for (const password of [
      ...[
        'correct horse battery',
        'correct horse battery staple',
        'another horse battery',
        'Correct horse 1 battery!',
      ],
      ...[
        'ada likes long walks',
        'my vitrine of small birds',
        'unmistakable-7319',
        'пароль для галереи',
        '東京の夜景を撮る写真家',
      ],
      ...['k3vQ9zTq2m', 'password of an intruder', 'sunshine over the fjord'],
    ])
      await assert.doesNotReject(check(password), password);
  });
});
