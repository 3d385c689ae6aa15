import type { AccountId } from '../../domain/ids.ts';
import type { CodePurpose, CredentialStore, StoredCode } from '../../ports/credentials.ts';
import { expiry } from './expiry.ts';
import { keyText } from './keys.ts';
import type { Table } from './table.ts';
import { put, remove, update, when } from './writes.ts';

const partition = (accountId: AccountId) => `credentials#${keyText(accountId)}`;
const passwordKey = (accountId: AccountId) => ({ pk: partition(accountId), sk: 'password' });
const grantKey = (accountId: AccountId) => ({ pk: partition(accountId), sk: 'grant' });
const codeKey = (accountId: AccountId, purpose: CodePurpose) => ({
  pk: partition(accountId),
  sk: `code#${purpose}`,
});

export function createDynamoCredentials(table: Table): CredentialStore {
  return {
    async setPasswordHash(accountId, hash) {
      await table.write(put({ ...passwordKey(accountId), hash }));
    },

    async replacePasswordHash(accountId, hash, before) {
      await table.write(
        update(passwordKey(accountId), { set: { hash } }, when('#hash = :before', { before })),
      );
    },

    async findPasswordHash(accountId) {
      const item = await table.get(passwordKey(accountId));
      return item && String(item.hash);
    },

    async setCode(code) {
      const { accountId, purpose, codeDigest, expiresAt } = code;
      const item = { value: JSON.stringify(code), codeDigest, attempts: 0, ...expiry(expiresAt) };
      await table.write(put({ ...codeKey(accountId, purpose), ...item }));
    },

    async attemptCode({ accountId, purpose, maxAttempts, now }) {
      const item = await table.update(
        update(
          codeKey(accountId, purpose),
          { add: { attempts: 1 } },
          when('#attempts < :most AND #expiresAt > :now', { most: maxAttempts, now }),
        ),
      );
      // JSON that `setCode` wrote.
      return item && (JSON.parse(String(item.value)) as StoredCode);
    },

    takeCode: ({ accountId, purpose, codeDigest }) =>
      table.writeOnce(remove(codeKey(accountId, purpose), when('#codeDigest = :codeDigest', { codeDigest }))),

    async setGrant(accountId, sealed) {
      await table.write(put({ ...grantKey(accountId), sealed }));
    },

    async findGrant(accountId) {
      const item = await table.get(grantKey(accountId));
      return item && String(item.sealed);
    },

    async removeAll(accountId) {
      const items = await table.listItems(partition(accountId));
      await Promise.all(items.map((key) => table.write(remove(key))));
    },
  };
}
