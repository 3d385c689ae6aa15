import { tmpdir } from 'node:os';
import { compose } from '../compose.ts';
import { parseConfig } from '../config/config.ts';

/** Brings the database's tables to where this version needs them, before anything that needs them runs. */
export async function handler(): Promise<{ migrated: true }> {
  // Folders that only serving needs go to the writable temporary folder.
  process.chdir(tmpdir());
  await using composition = await compose(parseConfig(process.env));
  await composition.migrate();
  return { migrated: true };
}
