import { createInterface } from 'node:readline/promises';
import { fixedCosts, pricesOf } from '../costs/prices.ts';
import { type Database, type Deployment, DeploymentError, describeDatabase } from '../settings.ts';
import type { Check, Finding } from './account/check.ts';
import { HelpRequested } from './arguments.ts';

/** Prints all findings. Returns `true` if none of them is fatal. */
export function printFindings(findings: readonly Finding[]): boolean {
  const faults = findings.filter(({ isFatal }) => isFatal);
  const warnings = findings.filter(({ isFatal }) => !isFatal);
  if (warnings.length > 0) console.log(`\nTo know beforehand:\n${list(warnings)}`);
  if (faults.length > 0)
    console.error(
      `\nThe deployment would fail:\n${list(faults)}\nPut that right first, or try it all the same with --ignore-limits.`,
    );
  return faults.length === 0;
}

/** Prints the checks that a dry run skips. */
export function printSkippedChecks(checks: readonly Check[]): void {
  const names = checks.map(({ what }) => `  ${what}`).join('\n');
  console.log(`\nA dry run: nothing is asked of AWS.\nNot looked at in the account:\n${names}`);
}

const list = (findings: readonly Finding[]) => findings.map(({ text }) => `  ${text}`).join('\n');

const runs: Record<Deployment['shape'], string> = {
  serverless: 'functions behind an HTTP API',
  'serverless-sql': 'functions behind an HTTP API',
  servers: 'two to six machines in a network, behind a balancer',
};
const keeps: Record<Database, string> = {
  dynamodb: 'a DynamoDB table',
  postgres: 'Aurora Serverless v2 (PostgreSQL) in a network',
  mariadb: 'MariaDB of RDS',
};

/** Describes the resources and their fixed costs. People read this before they confirm. */
export function describeDeployment(deployment: Deployment): string {
  const { shape, database, region, domain, identity, destroysData, restoreFrom, table } = deployment;
  const lines = fixedCosts(deployment);
  const total = lines.reduce((sum, { dollars }) => sum + dollars, 0);
  return [
    `Vitrine as ${shape} in ${region}: ${runs[shape]}, ${keeps[database]}, a queue;`,
    `photos in S3, CloudFront with a firewall (us-east-1), mail by SES, ${identity === 'cognito' ? 'a Cognito user pool' : 'passwords in the database'},`,
    `an encryption key, backups, alarms, a dashboard and a budget; at ${domain ? `https://${domain.name}` : 'an address of CloudFront’s'}.`,
    ...(restoreFrom || table ? [`Rows are not to be empty ones: ${describeDatabase(deployment)}.`] : []),
    '',
    `A month at rest, in US dollars (${pricesOf}):`,
    ...lines.map(({ what, dollars }) => `  ${dollars.toFixed(2).padStart(7)}  ${what}`),
    `  ${total.toFixed(2).padStart(7)}  in all, and then by use: docs/scale.md`,
    '',
    destroysData
      ? 'Data goes when the deployment does.'
      : 'Data stays when the deployment goes; --destroy-data would have it go along.',
  ].join('\n');
}

/** Prints an expected error without a stack trace, and sets the exit status. Throws all others. */
export function printFailure(error: unknown, usage: string): void {
  process.exitCode = error instanceof HelpRequested ? 0 : 1;
  if (error instanceof HelpRequested) console.log(usage);
  else if (error instanceof DeploymentError) console.error(error.message);
  else if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    console.error(`${(error as Error).message}\n\n${usage}`);
  else throw error;
}

/** Asks for confirmation. Returns `false` without a terminal. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error(`${question} Nobody is here to ask: say --yes.`);
    return false;
  }
  using terminal = createInterface({ input: process.stdin, output: process.stdout });
  return /^y(es)?$/iu.test((await terminal.question(`${question} [y/N] `)).trim());
}
