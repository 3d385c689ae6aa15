import { readFileSync, writeFileSync } from 'node:fs';
import { databasesOf, type Variant, variants } from '../settings.ts';
import { databaseFor, monthlyCosts, serverCount, tableUnits, usageOf } from './by-use.ts';
import { fixedCosts } from './prices.ts';

const tables: Record<string, () => string> = { rest: restTable, usage: usageTable, costs: costTable };
/* A mark and the tables after it. */
const mark = /<!-- table:(?<name>\w+) -->\n(?:\n(?:\|.*\n)+)*/gu;

/** Replaces the tables after each mark by computed ones. */
export const fillTables = (text: string): string =>
  text.replace(mark, (_, name: string) => `<!-- table:${name} -->\n\n${tables[name]?.() ?? ''}\n`);

/* The options of `npm run deploy` that select a variant. */
const nameOf = ({ shape, database }: Variant): string =>
  database === databasesOf[shape][0] ? `\`${shape}\`` : `\`${shape}\` with \`--database ${database}\``;
const onFunctions = { shape: 'serverless' } as const;

export const sizes = [10_000, 1_000_000, 100_000_000] as const;

const round = (amount: number) => {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(amount, 1))) - 1);
  return Math.round(amount / digits) * digits;
};
const number = (amount: number) => (amount < 10 ? amount.toFixed(1) : round(amount).toLocaleString('en'));
const sum = (lines: readonly { dollars: number }[]) =>
  lines.reduce((total, { dollars }) => total + dollars, 0);
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map((_, index) => (index ? '---:' : '---'))), ...rows.map(row)].join('\n');
const labels = sizes.map((size) => size.toLocaleString('en'));

/** Monthly usage by number of photos. */
function usageTable(): string {
  const uses = sizes.map(usageOf);
  const line = (what: string, read: (use: ReturnType<typeof usageOf>) => string) => [what, ...uses.map(read)];
  return table(
    ['a month', ...labels],
    [
      line('new photos', ({ arrivals }) => number(arrivals)),
      line('photos viewed', ({ views }) => number(views)),
      line('requests to CloudFront', ({ views, calls }) => number(views + calls)),
      line('requests to the server', ({ calls, misses }) => number(calls + misses)),
      line('… a second, average', ({ callsASecond }) => number(callsASecond)),
      line('… a second, busiest hour', ({ peakCallsASecond }) => number(peakCallsASecond)),
      line('photos stored, GB', ({ storedGigabytes }) => number(storedGigabytes)),
      line('database, GB', ({ rowGigabytes }) => number(rowGigabytes)),
      line('delivered, GB', ({ deliveredGigabytes }) => number(deliveredGigabytes)),
      line('DynamoDB reads, millions of units', (use) => number(tableUnits(onFunctions, use).reads / 1e6)),
      line('DynamoDB writes, millions of units', (use) => number(tableUnits(onFunctions, use).writes / 1e6)),
      line('members', ({ people }) => number(people)),
      line('servers (`servers`)', (use) => String(serverCount(use))),
      line(
        'database instance (`servers`)',
        (use) =>
          ({ medium: 'db.t4g.medium', large: 'db.r7g.large', large4: 'db.r7g.4xlarge' })[databaseFor(use)],
      ),
    ],
  );
}

/** Dollars a month, by variant and number of photos. */
function costTable(): string {
  const names = monthlyCosts({ shape: 'serverless', database: 'dynamodb' }, 1).map(({ what }) => what);
  return variants
    .map((variant) => {
      const bySize = sizes.map((size) => monthlyCosts(variant, size));
      return table(
        [`${nameOf(variant)}, dollars a month`, ...labels],
        [
          ...names.map((what, index) => [what, ...bySize.map((lines) => number(lines[index]?.dollars ?? 0))]),
          ['**total**', ...bySize.map((lines) => `**${number(sum(lines))}**`)],
        ],
      );
    })
    .join('\n\n');
}

/** Dollars a month without use, and for each additional thousand photos. */
function restTable(): string {
  const further = (variant: Variant) =>
    (sum(monthlyCosts(variant, 20_000)) - sum(monthlyCosts(variant, 10_000))) / 10;
  return table(
    ['dollars a month', 'without visitors', 'with `--multi-zone`', 'each further thousand photos'],
    variants.map((variant) => [
      nameOf(variant),
      sum(fixedCosts({ ...variant, isMultiZone: false, identity: 'cognito' })).toFixed(0),
      sum(fixedCosts({ ...variant, isMultiZone: true, identity: 'cognito' })).toFixed(0),
      further(variant).toFixed(2),
    ]),
  );
}

// npm run costs -w infra: writes the tables of the documents. With --check it only reports stale ones.
if (import.meta.main) {
  const isCheck = process.argv.includes('--check');
  for (const name of ['docs/scale.md', 'docs/deploy-aws.md']) {
    const url = new URL(`../../../${name}`, import.meta.url);
    const present = readFileSync(url, 'utf8');
    const filled = fillTables(present);
    if (filled === present) continue;
    if (isCheck) {
      console.error(`Error: ${name} is stale. Run npm run costs -w infra.`);
      process.exitCode = 1;
    } else writeFileSync(url, filled);
  }
}
