import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Settings } from './build-environment.ts';
import { accept } from './findings.ts';

/** Who acts: requests, jobs, both in one process, or what brings the database up to date. */
export type Actor = 'api' | 'worker' | 'server' | 'migration';

/** What stands behind a port of the server's: how it is told to the server, and what may be done with it. */
export type Backing = {
  settings: Settings;
  permissions(actor: Actor): PolicyStatement[];
  /** What cdk-nag finds at such permissions, and why it is right. */
  accepted?: Readonly<Record<string, string>>;
};

export function grantBackings(to: Role, actor: Actor, backings: readonly Backing[]): void {
  for (const backing of backings) {
    for (const statement of backing.permissions(actor)) to.addToPolicy(statement);
    for (const [rule, reason] of Object.entries(backing.accepted ?? {})) accept(to, rule, reason);
  }
}

export const joinSettings = (backings: readonly Backing[]): Settings =>
  Object.assign({}, ...backings.map(({ settings }) => settings));
