import type { Check, Finding } from './account/check.ts';

/** Says all that was found, what ends it first. Answers whether nothing does. */
export function tellFindings(findings: readonly Finding[]): boolean {
  const faults = findings.filter(({ isFatal }) => isFatal);
  const warnings = findings.filter(({ isFatal }) => !isFatal);
  if (warnings.length > 0) console.log(`\nTo know beforehand:\n${list(warnings)}`);
  if (faults.length > 0)
    console.error(
      `\nThe deployment would fail:\n${list(faults)}\nPut that right first, or try it all the same with --ignore-limits.`,
    );
  return faults.length === 0;
}

/** Says what a dry run leaves out. */
export function tellUnseen(checks: readonly Check[]): void {
  const names = checks.map(({ what }) => `  ${what}`).join('\n');
  console.log(`\nA dry run: nothing is asked of AWS.\nNot looked at in the account:\n${names}`);
}

const list = (findings: readonly Finding[]) => findings.map(({ text }) => `  ${text}`).join('\n');
