import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeFile } from './durable-files.ts';
import { hasCode, isAbsent } from './native-errors.ts';

/** With the directories that are empty after it. */
export async function removeObject(root: string, path: string): Promise<void> {
  await removeFile(path);
  for (let parent = dirname(path); parent !== root; parent = dirname(parent))
    try {
      await rmdir(parent);
    } catch (error) {
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return;
      if (!isAbsent(error)) throw error;
    }
}
