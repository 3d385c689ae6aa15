import type { HiddenFileStore } from '../../../ports/hidden-files.ts';
import { decodeHiddenFile } from '../../../ports/stored.ts';
import { keyText } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { isAbsent, put, remove } from '../table/writes.ts';

const fileKey = (sha256: string) => ({ pk: `hidden-file#${keyText(sha256)}`, sk: 'file' });

export const createDynamoHiddenFiles = (table: Table): HiddenFileStore => ({
  async add(file) {
    await table.write(put({ ...fileKey(file.sha256), value: JSON.stringify(file) }, isAbsent));
  },

  async find(sha256) {
    const item = await table.get(fileKey(sha256));
    return item && decodeHiddenFile(JSON.parse(String(item.value)));
  },

  async remove(sha256) {
    await table.write(remove(fileKey(sha256)));
  },
});
