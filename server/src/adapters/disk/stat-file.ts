import { stat } from 'node:fs/promises';
import { isAbsent } from './native-errors.ts';

export async function statFile(path: string) {
  try {
    const found = await stat(path);
    return found.isFile() ? found : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
