import type { AccountId } from '../../../domain/ids.ts';
import type { CodePurpose, CredentialStore, StoredCode } from '../../../ports/credentials.ts';
import { decodeCode } from '../../../ports/stored.ts';
import { expiry, keyText } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { type Item, put, remove, update, when } from '../table/writes.ts';

const partition = (accountId: AccountId) => `credentials#${keyText(accountId)}`;
const passwordKey = (accountId: AccountId) => ({ pk: partition(accountId), sk: 'password' });
const grantKey = (accountId: AccountId) => ({ pk: partition(accountId), sk: 'grant' });
/* An earlier version stored one code for each purpose under `code#purpose`. Nothing reads it now. */
const codesOf = (purpose: CodePurpose) => `code#${purpose}#`;
const codeKey = ({ accountId, purpose, browser }: Pick<StoredCode, 'accountId' | 'purpose' | 'browser'>) => ({
  pk: partition(accountId),
  sk: `${codesOf(purpose)}${keyText(browser)}`,
});
const toCode = (item: Item): StoredCode => decodeCode(JSON.parse(String(item.value)));

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
      const { linkDigest, expiresAt } = code;
      const item = { value: JSON.stringify(code), linkDigest, attempts: 0, ...expiry(expiresAt) };
      await table.write(put({ ...codeKey(code), ...item }));
    },

    // There are few codes: an e-mail address receives at most five an hour.
    async findCode({ accountId, purpose, linkDigest, now }) {
      const items = await table.listItems(partition(accountId), { prefix: codesOf(purpose) });
      const item = items.find((code) => code.linkDigest === linkDigest && Number(code.expiresAt) > now);
      return item && toCode(item);
    },

    async attemptCode({ maxAttempts, now, ...code }) {
      const item = await table.update(
        update(
          codeKey(code),
          { add: { attempts: 1 } },
          when('#attempts < :most AND #expiresAt > :now', { most: maxAttempts, now }),
        ),
      );
      return item && toCode(item);
    },

    takeCode: (code) =>
      table.writeExactlyOnce(
        remove(codeKey(code), when('#linkDigest = :linkDigest', { linkDigest: code.linkDigest })),
      ),

    async removeCodes(accountId) {
      const items = await table.listItems(partition(accountId), { prefix: 'code#' });
      await Promise.all(items.map((key) => table.write(remove(key))));
    },

    // DynamoDB deletes expired codes itself.
    async removeExpiredCodes() {},

    async setRefreshToken(accountId, sealed) {
      await table.write(put({ ...grantKey(accountId), sealed }));
    },

    async findRefreshToken(accountId) {
      const item = await table.get(grantKey(accountId));
      return item && String(item.sealed);
    },

    async removeAll(accountId) {
      const items = await table.listItems(partition(accountId));
      await Promise.all(items.map((key) => table.write(remove(key))));
    },
  };
}
