import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { password, startApp } from '../../testing/app/test-app.ts';
import { registerAccount } from './registration.ts';

it('frees user name and e-mail address if the identity provider fails', async () => {
  await using app = await startApp();
  const { ports } = app;
  const fail = async () => {
    throw new AppError('unavailable', 'The user pool does not answer.');
  };
  const away = { ...ports, identity: { ...ports.identity, register: fail, remove: fail } };
  const ada = { username: 'ada', email: 'ada@example.org', password, browser: 'digest' };
  await assert.rejects(registerAccount(away, ada), { code: 'unavailable' });
  assert.equal((await registerAccount(ports, ada)).username, 'ada');
});
