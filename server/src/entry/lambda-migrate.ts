import { tmpdir } from 'node:os';
import { compose } from '../compose.ts';
import { parseConfig } from '../config/config.ts';

/** Migrates the database to this version's schema, before anything that needs it runs. */
export async function handler(): Promise<{ migrated: true }> {
  // Folders that only serving needs go to the writable temporary folder.
  process.chdir(tmpdir());
  await using composition = await compose(parseConfig(process.env));
  await composition.migrate();
  return { migrated: true };
}
