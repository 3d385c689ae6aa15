import { Migrator } from 'kysely/migration';
import type { Database } from '../drivers/database.ts';
import { createInitialMigration } from './001-initial.ts';
import { turnsMigration } from './002-turns.ts';
import { holdingsMigration } from './003-holdings.ts';
import { lanesMigration } from './004-lanes.ts';
import { createMailedCodesMigration } from './006-mailed-codes.ts';
import { countedPeopleMigration } from './007-counted-people.ts';
import { visibilityMigration } from './008-visibility.ts';
import { suspensionReasonMigration } from './010-suspension-reason.ts';
import { avatarCropMigration } from './011-avatar-crop.ts';

/** Migrates the tables to this version. Of two processes that start at once, one waits for the other. */
export async function migrate({ migrating, dialect }: Database): Promise<void> {
  await migrating(async (db) => {
    const migrator = new Migrator({
      db,
      provider: {
        getMigrations: async () => ({
          '001-initial': createInitialMigration(dialect),
          '002-turns': turnsMigration,
          '003-holdings': holdingsMigration,
          '004-lanes': lanesMigration,
          '006-mailed-codes': createMailedCodesMigration(dialect),
          '008-visibility': visibilityMigration,
          '007-counted-people': countedPeopleMigration,
          '010-suspension-reason': suspensionReasonMigration,
          '011-avatar-crop': avatarCropMigration,
        }),
      },
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  });
}
