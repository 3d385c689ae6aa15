import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { password, startGallery } from '../../testing/gallery.ts';
import { registerAccount } from './register-account.ts';

it('leaves name and address free where who proves identities is away', async () => {
  await using gallery = await startGallery();
  const { ports } = gallery;
  const fail = async () => {
    throw new AppError('unavailable', 'The user pool does not answer.');
  };
  const away = { ...ports, identity: { ...ports.identity, register: fail, remove: fail } };
  const ada = { username: 'ada', email: 'ada@example.org', password, browser: 'digest' };
  await assert.rejects(registerAccount(away, ada), { code: 'unavailable' });
  assert.equal((await registerAccount(ports, ada)).username, 'ada');
});
